import Dispatch
import NIOCore
import NIOEmbedded
import Synchronization
import Testing
import WebSockets

/// Messages on their way to the loop of something that many connections share.
struct HandOverTests {
    private final class Heard: Sendable {
        private let log = Mutex<[Message]>([])
        var messages: [Message] { log.withLock { $0 } }
        func append(_ message: Message) { log.withLock { $0.append(message) } }
    }

    private static func endpoint(home: any EventLoop, _ heard: Heard) -> RecordingEndpoint {
        RecordingEndpoint { connection, call in
            guard case .received(let message) = call else { return }
            connection.handOver(to: home) { heard.append(message) }
        }
    }

    private static let messages = (0..<40).map { Message.text("\($0)") }
    private static let frames = (0..<40).map { ClientFrame.text("\($0)") }

    @Test func onItsOwnLoopNothingIsOnItsWay() throws {
        let loop = EmbeddedEventLoop()
        let heard = Heard()
        let peer = try InMemoryPeer(of: Self.endpoint(home: loop, heard), loop: loop)
        try peer.send(Self.frames)
        #expect(heard.messages == Self.messages)
    }

    @Test func sixteenMayBeOnTheirWay() async throws {
        let home = NIOAsyncTestingEventLoop()
        let heard = Heard()
        let endpoint = Self.endpoint(home: home, heard)
        let peer = try await LoopPeer(of: endpoint)
        let isBusy = DispatchSemaphore(value: 0)
        home.execute { isBusy.wait() }

        try await peer.send(Self.frames)
        #expect(endpoint.received == Array(Self.messages.prefix(16)))
        #expect(try await !peer.reads())
        #expect(heard.messages.isEmpty)

        isBusy.signal()
        try await eventually { heard.messages.count == 40 }
        #expect(heard.messages == Self.messages)
        try await eventually { try await peer.reads() }
        try await peer.end()
    }

    @Test func aConnectionMayEndMeanwhile() async throws {
        let home = NIOAsyncTestingEventLoop()
        let heard = Heard()
        let peer = try await LoopPeer(of: Self.endpoint(home: home, heard))
        let isBusy = DispatchSemaphore(value: 0)
        home.execute { isBusy.wait() }
        try await peer.send(Self.frames)
        try await peer.end()
        isBusy.signal()
        try await eventually { heard.messages.count == 16 }
        await peer.channel.testingEventLoop.run()
        #expect(heard.messages == Array(Self.messages.prefix(16)))
    }
}
