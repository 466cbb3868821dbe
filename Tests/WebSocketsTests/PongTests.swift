import NIOCore
import NIOEmbedded
import Testing
import WebSockets

/// Pings that come faster than their pongs can leave (RFC 6455 §5.5.3).
struct PongTests {
    private let endpoint = RecordingEndpoint()
    private let peer: InMemoryPeer

    init() throws {
        peer = try InMemoryPeer(of: endpoint)
    }

    private static let pings = (0..<10).map { ClientFrame(.ping, [UInt8($0)]) }
    private static let pongs = (0..<10).map { ServerFrame(.pong, [UInt8($0)]) }

    /// Something is on its way that the socket does not take.
    private func stick() {
        peer.wire.isStuck = true
        endpoint.connection?.send(.text("before"))
        peer.runLoop()
    }

    @Test func everyPingOfAReadIsAnswered() throws {
        try peer.send(Self.pings)
        #expect(try peer.takeWrites() == [Self.pongs])
    }

    @Test func ofPongsThatCannotLeaveOnlyTheNewestIsKept() throws {
        stick()
        for ping in Self.pings { try peer.send(ping) }
        #expect(endpoint.connection?.pendingBytes == 8)
        peer.unstick()
        #expect(try peer.takeFrames() == [.text("before"), ServerFrame(.pong, [9])])
    }

    @Test func itLeavesOnceAllBeforeItHas() throws {
        stick()
        try peer.send(Self.pings)
        endpoint.connection?.send(.text("after"))
        peer.runLoop()
        peer.unstick()
        #expect(try peer.takeFrames().map(\.opcode) == [.text, .text, .pong])
        try peer.send(Self.pings)
        #expect(try peer.takeFrames() == Self.pongs)
    }

    @Test func eachTimeThatItIsStuckOneIsKept() throws {
        for _ in 0..<3 {
            stick()
            try peer.send(Self.pings)
            peer.unstick()
            #expect(try peer.takeFrames() == [.text("before"), ServerFrame(.pong, [9])])
        }
    }

    @Test func noPongFollowsAClose() throws {
        stick()
        try peer.send(Self.pings)
        endpoint.connection?.close(.normal, "")
        try peer.send(Self.pings)
        peer.unstick()
        #expect(try peer.takeFrames() == [.text("before"), .close(.normal)])
    }

    @Test func aPongThatWaitsIsForgottenWithTheConnection() throws {
        stick()
        try peer.send(Self.pings)
        peer.unstick()
        try peer.channel.close().wait()
        peer.runLoop()
        #expect(peer.handler == nil)
    }
}
