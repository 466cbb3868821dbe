import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import WebSockets

/// What counts into the send budget, and who waits for it.
struct SendBudgetTests {
    private let endpoint = RecordingEndpoint()

    private func peer(_ limits: WebSocketLimits = WebSocketLimits()) throws -> (InMemoryPeer, WebSocketConnection) {
        let peer = try InMemoryPeer(of: endpoint, limits: limits)
        return (peer, try #require(endpoint.connection))
    }

    @Test func pendingBytesAreAllThatWaitAnywhere() throws {
        let (peer, connection) = try peer()
        peer.wire.isStuck = true
        #expect(connection.pendingBytes == 0)
        connection.send(.binary([UInt8](repeating: 0, count: 100)))
        #expect(connection.pendingBytes == 102)
        peer.runLoop()
        #expect(connection.pendingBytes == 102)
        connection.send(fragment: ByteBuffer(bytes: [1, 2]), of: .binary, isFinal: false)
        #expect(connection.pendingBytes == 106)
        connection.send(.binary([UInt8](repeating: 0, count: 100)))
        #expect(connection.pendingBytes > 206)
        connection.send(fragment: ByteBuffer(), of: .binary, isFinal: true)
        #expect(connection.pendingBytes == 102 + 4 + 2 + 102)
        peer.runLoop()
        peer.unstick()
        #expect(connection.pendingBytes == 0)
    }

    @Test func nothingWaitsForAConnectionThatHasEnded() throws {
        let (peer, connection) = try peer()
        peer.wire.isStuck = true
        connection.send(.text("a"))
        try peer.channel.close().wait()
        #expect(connection.pendingBytes == 0)
    }

    @Test(arguments: [1000, 100_000])
    func oneMessageMayAlwaysWait(_ count: Int) throws {
        let (peer, connection) = try peer(.with { $0.maxPendingBytes = 500 })
        peer.wire.isStuck = true
        peer.wire.onWrite = { [unowned peer] in peer.setWritable(false) }
        connection.send(.binary([UInt8](repeating: 0, count: count)))
        peer.runLoop()
        peer.unstick()
        #expect(try peer.takeFrames().map(\.payload.count) == [count])
    }

    @Test func anEndpointThatGoesOnSendingLosesThePeer() throws {
        let (peer, connection) = try peer(.with { $0.maxPendingBytes = 500 })
        peer.wire.isStuck = true
        peer.wire.onWrite = { [unowned peer] in peer.setWritable(false) }
        connection.send(.binary([UInt8](repeating: 0, count: 1000)))
        peer.runLoop()
        connection.send(.text("b"))
        peer.runLoop()
        peer.unstick()
        let reason = "too slow: more than 500 bytes wait"
        #expect(try peer.takeFrames().suffix(2) == [.text("b"), .close(.policyViolation, reason)])
    }

    // MARK: whenWritable

    @Test func whoMayWriteDoesNotWait() throws {
        let (peer, connection) = try peer()
        let log = Log()
        connection.whenWritable { log.append("now") }
        #expect(log.entries == ["now"])
        withExtendedLifetime(peer) {}
    }

    @Test func whoMustWaitGoesOnInOrder() throws {
        let (peer, connection) = try peer()
        peer.setWritable(false)
        let log = Log()
        for name in ["a", "b"] { connection.whenWritable { log.append(name) } }
        #expect(log.entries.isEmpty)
        peer.setWritable(true)
        #expect(log.entries == ["a", "b"])
        peer.setWritable(false)
        peer.setWritable(true)
        #expect(log.entries == ["a", "b"])
    }

    @Test func whoFillsTheBudgetAgainStopsTheNext() throws {
        let (peer, connection) = try peer()
        peer.setWritable(false)
        let log = Log()
        for name in ["a", "b"] {
            connection.whenWritable {
                connection.send(.binary([UInt8](repeating: 0, count: 100_000)))
                log.append(name)
            }
        }
        for written in [["a"], ["a", "b"]] {
            peer.wire.onWrite = { [unowned peer] in peer.setWritable(false) }
            peer.setWritable(true)
            #expect(log.entries == written)
        }
    }

    @Test func nobodyWaitsForAConnectionThatHasEnded() throws {
        let (peer, connection) = try peer()
        peer.setWritable(false)
        let log = Log()
        connection.whenWritable { log.append("waited") }
        try peer.channel.close().wait()
        #expect(log.entries == ["waited"])
        connection.whenWritable { log.append("later") }
        #expect(log.entries == ["waited", "later"])
    }

    private final class Log: Sendable {
        private let log = Mutex<[String]>([])
        var entries: [String] { log.withLock { $0 } }
        func append(_ entry: String) { log.withLock { $0.append(entry) } }
    }
}
