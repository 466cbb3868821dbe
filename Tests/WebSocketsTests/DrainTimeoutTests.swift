import NIOCore
import NIOEmbedded
import Testing
import WebSockets

/// How long a peer may take nothing, or be silent while nothing is read from it.
struct DrainTimeoutTests {
    private let endpoint = RecordingEndpoint()
    private let peer: InMemoryPeer

    init() throws {
        peer = try InMemoryPeer(of: endpoint)
        peer.wire.isStuck = true
    }

    @Test func aPeerThatTakesTooLittleForAMinuteIsDropped() throws {
        peer.setWritable(false)
        peer.advance(by: .milliseconds(59_999))
        #expect(!peer.wire.isClosed)
        peer.advance(by: .milliseconds(1))
        #expect(peer.wire.isClosed)
        #expect(endpoint.calls == [.opened, .closed(nil)])
    }

    @Test func theMinuteBeginsAnewWithEveryTime() throws {
        for _ in 0..<3 {
            peer.setWritable(false)
            peer.advance(by: .seconds(59))
            peer.setWritable(true)
            try peer.send(ClientFrame(.pong))
        }
        peer.advance(by: .seconds(59))
        #expect(!peer.wire.isClosed)
        peer.setWritable(false)
        peer.advance(by: .seconds(60))
        #expect(peer.wire.isClosed)
    }

    @Test func howLongIsALimit() throws {
        let peer = try InMemoryPeer(of: endpoint, limits: .with { $0.drainTimeout = .seconds(1) })
        peer.setWritable(false)
        peer.advance(by: .seconds(1))
        #expect(peer.wire.isClosed)
    }

    @Test func aConnectionThatEndsEndsItsTimeouts() throws {
        peer.setWritable(false)
        try peer.channel.close().wait()
        peer.runLoop()
        #expect(peer.handler == nil)
        peer.advance(by: .minutes(5))
        #expect(endpoint.calls == [.opened, .closed(nil)])
    }

    @Test func aPeerThatWeCloseHasLessTime() throws {
        peer.setWritable(false)
        endpoint.connection?.close(.normal, "")
        peer.advance(by: .seconds(5))
        #expect(peer.wire.isClosed)
        #expect(endpoint.calls == [.opened, .closed(CloseFrame(.normal, ""))])
    }

    // MARK: Silence

    /// Its pongs could not be seen.
    @Test func silenceWhileReadingIsPausedSaysNothing() throws {
        peer.wire.isStuck = false
        endpoint.connection?.pauseReading()
        peer.advance(by: .minutes(10))
        #expect(try peer.takeFrames() == [ServerFrame](repeating: ServerFrame(.ping), count: 20))

        endpoint.connection?.resumeReading()
        peer.advance(by: .seconds(59))
        #expect(try peer.takeFrames().allSatisfy { $0.opcode == .ping })
        peer.advance(by: .seconds(1))
        #expect(try peer.takeFrames().map(\.opcode) == [.close])
    }

    /// What leaves for the socket at once may be no further than the socket.
    @Test func aPeerThatNeverHadAnythingWaitingIsNotThereForTakingIt() throws {
        peer.wire.isStuck = false
        for _ in 0..<6 {
            endpoint.connection?.send(.text("a"))
            peer.advance(by: .seconds(10))
        }
        #expect(try peer.takeFrames().last?.opcode == .close)
    }
}
