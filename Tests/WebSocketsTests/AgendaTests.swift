import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

/// What an endpoint schedules for later.
struct AgendaTests {
    private let endpoint = RecordingEndpoint { connection, call in
        guard case .received(let message) = call else { return }
        connection.schedule(in: .seconds(message.payload.readableBytes == 1 ? 1 : 3)) { connection.send(message) }
    }
    private let peer: InMemoryPeer

    init() throws {
        peer = try InMemoryPeer(of: endpoint)
    }

    @Test func aTaskRunsWhenItsTimeHasCome() throws {
        try peer.send(.text("a"))
        peer.advance(by: .milliseconds(999))
        #expect(try peer.takeFrames().isEmpty)
        peer.advance(by: .milliseconds(1))
        #expect(try peer.takeFrames() == [.text("a")])
        try peer.send(.text("b"))
        peer.advance(by: .seconds(1))
        #expect(try peer.takeFrames() == [.text("b")])
    }

    @Test func aLaterTaskNeverOvertakesAnEarlierOne() throws {
        try peer.send(.text("slow"), .text("b"), .text("c"))
        peer.advance(by: .milliseconds(2999))
        #expect(try peer.takeFrames().isEmpty)
        peer.advance(by: .milliseconds(1))
        #expect(try peer.takeFrames() == [.text("slow"), .text("b"), .text("c")])
    }

    @Test func aTaskMayScheduleTheNext() throws {
        let connection = try #require(endpoint.connection)
        connection.schedule(in: .seconds(1)) {
            connection.send(.text("one"))
            connection.schedule(in: .seconds(1)) { connection.send(.text("two")) }
        }
        peer.advance(by: .seconds(1))
        #expect(try peer.takeFrames() == [.text("one")])
        peer.advance(by: .seconds(1))
        #expect(try peer.takeFrames() == [.text("two")])
    }

    @Test func whatIsScheduledEndsWithTheConnection() throws {
        let connection = try #require(endpoint.connection)
        let ran = NIOLoopBoundBox(0, eventLoop: connection.eventLoop)
        connection.schedule(in: .seconds(1)) { ran.value += 1 }
        try peer.channel.close().wait()
        connection.schedule(in: .seconds(1)) { ran.value += 1 }
        peer.advance(by: .seconds(10))
        #expect(ran.value == 0)
    }

    @Test func aPeerIsNotReadFromWhileTooMuchIsPlanned() throws {
        let texts = (0..<(Agenda.maxTasks + 5)).map { _ in ClientFrame.text("a") }
        try peer.send(texts)
        #expect(endpoint.received.count == Agenda.maxTasks)
        peer.advance(by: .seconds(1))
        #expect(endpoint.received.count == texts.count)
        peer.advance(by: .seconds(1))
        #expect(try peer.takeFrames().count == texts.count)
        try peer.send(.text("b"))
        #expect(endpoint.received.count == texts.count + 1)
    }
}
