import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

/// What one connection takes of its loop's time and of the server's memory.
struct WebSocketTurnTests {
    @Test func muchThatLittleInputBecomesIsHandledInSeveralTurns() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint, offering: "permessage-deflate")
        try peer.send(try (0..<5).map { _ in try ClientCompression().binary(.init(repeating: 0, count: 700_000)) })
        #expect(endpoint.received.count == 2)
        peer.runLoop()
        #expect(endpoint.received.count == 5)
        try peer.send(.text("a"))
        #expect(endpoint.received.last == .text("a"))
    }

    @Test func whoSendsOnAndOnWhileNothingIsTakenIsDropped() throws {
        let endpoint = RecordingEndpoint { connection, call in
            if call == .opened { connection.pauseReading() }
        }
        let peer = try InMemoryPeer(of: endpoint)
        try peer.send([UInt8](repeating: 0x82, count: 1 << 20))
        #expect(peer.channel.isActive || endpoint.calls == [.opened])
        try peer.send([0x82])
        #expect(endpoint.calls == [.opened, .closed(nil)])
    }

    @Test func anIdleConnectionGivesBackWhatItsLastMessageTook() throws {
        let peer = try InMemoryPeer(of: ForgetfulEcho())
        try peer.send(.text(String(repeating: "a", count: 200)))
        let handler = try #require(peer.handler)
        #expect(handler.receiver.payload.storageCapacity >= 200)
        for _ in 0..<2 {
            peer.advance(by: .seconds(30))
            try peer.send(ClientFrame(.pong))
        }
        #expect(handler.receiver.payload.storageCapacity == 0)
        #expect(handler.output.storageCapacity == 0)
        _ = try peer.takeFrames()
        try peer.send(.text("still there"))
        #expect(try peer.takeFrames() == [.text("still there")])
    }
}

/// Keeps no message.
private struct ForgetfulEcho: WebSocketEndpoint {
    let terms = HandshakeTerms(origins: .any)

    func received(_ message: Message, from connection: WebSocketConnection) {
        connection.send(message)
    }
}
