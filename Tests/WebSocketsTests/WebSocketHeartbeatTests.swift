import NIOCore
import NIOEmbedded
import Testing
import WebSockets

struct WebSocketHeartbeatTests {
    @Test func aPingIsSentEveryThirtySeconds() throws {
        let peer = try InMemoryPeer(of: RecordingEndpoint())
        for _ in 0..<10 {
            peer.advance(by: .milliseconds(29_999))
            #expect(try peer.takeFrames().isEmpty)
            peer.advance(by: .milliseconds(1))
            #expect(try peer.takeFrames() == [ServerFrame(.ping)])
            try peer.send(ClientFrame(.pong))
        }
    }

    @Test func whoNeverSpeaksIsGivenUpAfterAMinute() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        peer.advance(by: .seconds(59))
        #expect(try peer.takeFrames() == [ServerFrame(.ping)])
        peer.advance(by: .seconds(1))
        #expect(try peer.takeFrames() == [.close(.internalError, "silent for two ping intervals")])

        peer.advance(by: .seconds(5))
        #expect(peer.wire.isClosed)
        guard case .closed(let frame) = endpoint.calls.last else {
            Issue.record("not closed")
            return
        }
        #expect(frame?.code == .internalError)
    }

    @Test func silenceIsCountedFromTheLastByte() throws {
        let peer = try InMemoryPeer(of: RecordingEndpoint())
        peer.advance(by: .seconds(31))
        try peer.send([0x81])
        peer.advance(by: .seconds(88))
        #expect(try peer.takeFrames() == [ServerFrame(.ping), ServerFrame(.ping), ServerFrame(.ping)])
        peer.advance(by: .seconds(1))
        #expect(try peer.takeFrames().first?.opcode == .close)
    }

    @Test func noPingFollowsAClose() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint, limits: Self.limits(closeTimeout: .minutes(10)))
        endpoint.connection?.close(.normal, "")
        peer.advance(by: .minutes(5))
        #expect(try peer.takeFrames() == [.close(.normal)])
    }

    @Test func theIntervalIsALimit() throws {
        let peer = try InMemoryPeer(of: RecordingEndpoint(), limits: Self.limits(pingInterval: .seconds(1)))
        peer.advance(by: .seconds(1))
        #expect(try peer.takeFrames() == [ServerFrame(.ping)])
    }

    private static func limits(
        pingInterval: TimeAmount = .seconds(30),
        closeTimeout: TimeAmount = .seconds(5)
    ) -> WebSocketLimits {
        var limits = WebSocketLimits()
        limits.pingInterval = pingInterval
        limits.closeTimeout = closeTimeout
        return limits
    }

    /// However much is put behind it.
    @Test func aPeerThatTakesWhatHadToWaitIsThere() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        for count in 1...6 {
            peer.wire.isStuck = true
            endpoint.connection?.send(.binary([UInt8](repeating: 0, count: count * 1000)))
            peer.advance(by: .seconds(30))
            peer.unstick()
        }
        #expect(try peer.takeFrames().allSatisfy { $0.opcode != .close })
    }
}
