import NIOCore
import Synchronization
import Testing

@testable import WebSockets

/// An `async` endpoint that is slower than its peer, or whose peer is slower.
struct AsyncEndpointPressureTests {
    /// Lets a function go on when a test says so.
    private struct Gate: Sendable {
        private let steps = AsyncStream.makeStream(of: Void.self)

        func open() { steps.continuation.finish() }
        func pass() async { for await _ in steps.stream {} }
    }

    private final class Heard: Sendable {
        private let log = Mutex<[Message]>([])
        var count: Int { log.withLock { $0.count } }
        func append(_ message: Message) { log.withLock { $0.append(message) } }
    }

    private static func endpoint(_ body: @escaping @Sendable (AsyncWebSocket) async -> Void) -> AsyncEndpoint {
        AsyncEndpoint(terms: HandshakeTerms(origins: .any), body)
    }

    private static func frames(_ count: Int) -> [ClientFrame] {
        (0..<count).map { .text("\($0)") }
    }

    @Test func whileSixteenMessagesWaitNothingIsRead() async throws {
        let (gate, heard) = (Gate(), Heard())
        let peer = try await LoopPeer(
            of: Self.endpoint { webSocket in
                await gate.pass()
                for await message in webSocket.messages { heard.append(message) }
            }
        )
        try await peer.send(Self.frames(15))
        #expect(try await peer.reads())
        try await peer.send(Self.frames(1))
        #expect(try await !peer.reads())
        gate.open()
        try await eventually { try await peer.reads() }
        try await eventually { heard.count == 16 }
        try await peer.end()
    }

    /// The sequence asks for more when somebody begins to wait, though it never had enough.
    @Test func theFirstDemandIsNoResumption() async throws {
        let (gate, heard) = (Gate(), Heard())
        let peer = try await LoopPeer(
            of: Self.endpoint { webSocket in
                for await message in webSocket.messages {
                    heard.append(message)
                    await gate.pass()
                }
            }
        )
        // Long enough for the function to be waiting, mostly.
        try await Task.sleep(for: .milliseconds(50))
        try await peer.send(Self.frames(1))
        try await eventually { heard.count == 1 }
        try await peer.send(Self.frames(15))
        #expect(try await peer.reads())
        try await peer.send(Self.frames(1))
        #expect(try await !peer.reads())
        gate.open()
        try await eventually { heard.count == 17 }
        #expect(try await peer.reads())
        try await peer.end()
    }

    /// Its pings are answered, and its close.
    @Test func whoListensNoLongerReadsOn() async throws {
        let (stopsListening, returns, heard) = (Gate(), Gate(), Heard())
        let peer = try await LoopPeer(
            of: Self.endpoint { webSocket in
                for await message in webSocket.messages {
                    heard.append(message)
                    await stopsListening.pass()
                    break
                }
                await returns.pass()
            }
        )
        try await peer.send(Self.frames(40) + [ClientFrame(.ping, [1])])
        #expect(try await !peer.reads())
        #expect(try await peer.takeWrites().isEmpty)
        stopsListening.open()
        try await eventually { try await peer.takeWrites().flatMap(\.self) == [ServerFrame(.pong, [1])] }
        #expect(heard.count == 1)
        returns.open()
        try await peer.end()
    }

    @Test func aFunctionThatReturnsWhileMessagesWaitClosesProperly() async throws {
        let gate = Gate()
        let peer = try await LoopPeer(of: Self.endpoint { _ in await gate.pass() })
        try await peer.send(Self.frames(40) + [.close(1000)])
        gate.open()
        try await eventually { try await peer.takeWrites().flatMap(\.self) == [.close(.normal)] }
        #expect(try await peer.isOutputClosed())
        try await peer.end()
    }

    @Test func sendingWaitsUntilThePeerTakesMore() async throws {
        let (gate, sent) = (Gate(), Heard())
        let peer = try await LoopPeer(
            of: Self.endpoint { webSocket in
                await gate.pass()
                for text in ["a", "b"] {
                    await webSocket.send(.text(text))
                    sent.append(.text(text))
                }
            }
        )
        try await peer.setWritable(false)
        gate.open()
        try await eventually { try await peer.waitingSenders() == 1 }
        #expect(sent.count == 0)
        try await peer.setWritable(true)
        try await eventually { sent.count == 2 }
        try await peer.end()
    }

    @Test func nobodyGoesOnWaitingForAConnectionThatHasEnded() async throws {
        let (gate, sent) = (Gate(), Heard())
        let peer = try await LoopPeer(
            of: Self.endpoint { webSocket in
                await gate.pass()
                await webSocket.send(.text("a"))
                sent.append(.text("a"))
            }
        )
        try await peer.setWritable(false)
        gate.open()
        try await eventually { try await peer.waitingSenders() == 1 }
        try await peer.end()
        try await eventually { sent.count == 1 }
    }
}
