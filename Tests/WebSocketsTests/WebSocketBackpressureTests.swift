import NIOCore
import NIOEmbedded
import Testing
import WebSockets

/// A peer that does not read is not read from, and cannot have us keep more than the limit.
struct WebSocketBackpressureTests {
    @Test func aPeerThatReadsIsReadFrom() throws {
        let peer = try InMemoryPeer(of: RecordingEndpoint())
        peer.channel.read()
        #expect(peer.wire.reads == 1)
    }

    @Test func aPeerThatDoesNotReadIsReadFromWhenItReadsAgain() throws {
        let peer = try InMemoryPeer(of: RecordingEndpoint())
        peer.setWritable(false)
        peer.channel.read()
        peer.channel.read()
        #expect(peer.wire.reads == 0)
        peer.setWritable(true)
        #expect(peer.wire.reads == 1)
        peer.setWritable(false)
        peer.setWritable(true)
        #expect(peer.wire.reads == 1)
    }

    @Test func aPeerForWhichTooMuchWaitsIsClosed() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint, limits: Self.limits(pending: 1000))
        peer.wire.isStuck = true
        peer.setWritable(false)
        for _ in 0..<3 {
            endpoint.connection?.send(.text(String(repeating: "a", count: 300)))
            peer.runLoop()
        }
        endpoint.connection?.send(.text(String(repeating: "b", count: 300)))
        peer.runLoop()
        endpoint.connection?.send(.text("too late"))
        peer.runLoop()

        peer.wire.isStuck = false
        peer.channel.flush()
        let frames = try peer.takeFrames()
        #expect(frames.count == 5)
        #expect(frames.last == .close(.policyViolation, "too slow: more than 1000 bytes wait"))
        try peer.channel.close().wait()
        #expect(endpoint.calls.last == .closed(CloseFrame(.policyViolation, "too slow: more than 1000 bytes wait")))
    }

    @Test func whatWaitsMayReachTheLimit() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint, limits: Self.limits(pending: 1000))
        peer.wire.isStuck = true
        peer.setWritable(false)
        endpoint.connection?.send(.binary([UInt8](repeating: 0, count: 498 - 4)))
        peer.runLoop()
        endpoint.connection?.send(.binary([UInt8](repeating: 0, count: 502 - 4)))
        peer.runLoop()
        peer.wire.isStuck = false
        peer.channel.flush()
        #expect(try peer.takeFrames().count == 2)
    }

    @Test func aLargeReplyToAPeerThatReadsIsNotTooMuch() throws {
        let peer = try InMemoryPeer(of: RecordingEndpoint.echo, limits: Self.limits(pending: 1000))
        try peer.send(ClientFrame(.binary, .init(repeating: 0, count: 5000)))
        #expect(try peer.takeFrames() == [ServerFrame(.binary, .init(repeating: 0, count: 5000))])
    }

    /// A socket that has been written to tells whether the peer takes it; bytes that wait for the end of the turn do not.
    @Test func repliesToOneReadDoNotPileUp() throws {
        let endpoint = RecordingEndpoint { connection, call in
            guard case .received = call else { return }
            for _ in 0..<100 { connection.send(.binary([UInt8](repeating: 0, count: 50_000))) }
        }
        let peer = try InMemoryPeer(of: endpoint)
        peer.wire.isStuck = true
        peer.wire.onWrite = { [unowned peer] in peer.setWritable(false) }
        try peer.send(.text("go"))
        peer.wire.onWrite = {}
        peer.wire.isStuck = false
        peer.channel.flush()
        let frames = try peer.takeFrames()
        #expect(frames.last?.opcode == .close)
        #expect(frames.dropLast().reduce(0) { $0 + $1.payload.count } < (1 << 20) + 200_000)
    }

    private static func limits(pending: Int) -> WebSocketLimits {
        var limits = WebSocketLimits()
        limits.maxPendingBytes = pending
        return limits
    }
}
