import NIOCore
import NIOEmbedded
import Testing
import WebSockets

/// Input waits while the peer does not take what it was sent, or the endpoint wants a pause.
struct WebSocketHeldInputTests {
    @Test func theRestOfAReadWaitsUntilThePeerTakesTheReplies() throws {
        let endpoint = RecordingEndpoint.echo
        let peer = try InMemoryPeer(of: endpoint)
        peer.wire.onWrite = { [unowned peer] in peer.setWritable(false) }
        let large = [UInt8](repeating: 7, count: 100_000)
        try peer.send(ClientFrame(.binary, large), .text("second"), .text("third"))
        #expect(try peer.takeFrames() == [ServerFrame(.binary, large)])
        #expect(endpoint.received.count == 1)

        peer.wire.onWrite = {}
        peer.setWritable(true)
        #expect(try peer.takeFrames() == [.text("second"), .text("third")])
    }

    @Test func aPausedEndpointIsToldNothingUntilItResumes() throws {
        let endpoint = RecordingEndpoint { connection, call in
            if case .received = call { connection.pauseReading() }
        }
        let peer = try InMemoryPeer(of: endpoint)
        try peer.send(.text("a"), .text("b"))
        try peer.send(.text("c"))
        peer.channel.read()
        #expect(endpoint.received == [.text("a")])
        #expect(peer.wire.reads == 0)

        endpoint.connection?.resumeReading()
        #expect(endpoint.received == [.text("a"), .text("b")])
        endpoint.connection?.resumeReading()
        endpoint.connection?.resumeReading()
        #expect(endpoint.received == [.text("a"), .text("b"), .text("c")])
        #expect(peer.wire.reads == 1)
    }

    @Test func resumingAtOnceIsNoPause() throws {
        let endpoint = RecordingEndpoint { connection, call in
            guard case .received = call else { return }
            connection.pauseReading()
            connection.resumeReading()
        }
        let peer = try InMemoryPeer(of: endpoint)
        try peer.send(.text("a"), .text("b"))
        peer.channel.read()
        #expect(endpoint.received == [.text("a"), .text("b")])
        #expect(peer.wire.reads == 1)
    }

    @Test func aPeerThatTakesBytesWhileNothingIsReadFromItIsThere() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        peer.wire.isStuck = true
        peer.setWritable(false)
        endpoint.connection?.send(.binary([UInt8](repeating: 0, count: 1000)))
        peer.runLoop()
        peer.advance(by: .seconds(30))
        peer.wire.isStuck = false
        peer.channel.flush()
        peer.advance(by: .seconds(59))
        #expect(try peer.takeFrames().contains { $0.opcode == .close } == false)
    }

    @Test func aPeerThatEndsItsSideWithoutACloseIsHungUpOn() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        peer.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        peer.advance(by: .seconds(5))
        #expect(peer.wire.isClosed)
        #expect(try peer.takeFrames().isEmpty)
        #expect(endpoint.calls.last == .closed(nil))
    }

    /// What stands before it is discarded anyway.
    @Test(arguments: [true, false])
    func thePeersCloseIsReadOnceWeClose(_ isPaused: Bool) throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        if isPaused { endpoint.connection?.pauseReading() } else { peer.setWritable(false) }
        try peer.send(.text("a"))
        peer.channel.read()
        #expect(peer.wire.reads == 0)
        endpoint.connection?.close(.normal, "")
        #expect(peer.wire.reads == 1)
        try peer.send(.text("b"), .close(1000))
        #expect(peer.wire.isOutputClosed)
        #expect(try peer.takeFrames() == [.close(.normal)])
        #expect(endpoint.received.isEmpty)
    }

    @Test func aCloseThatHasArrivedAlreadyMeetsOurs() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        endpoint.connection?.pauseReading()
        try peer.send(.text("a"), .close(1000))
        #expect(!peer.wire.isOutputClosed)
        endpoint.connection?.close(.normal, "")
        #expect(peer.wire.isOutputClosed)
        #expect(try peer.takeFrames() == [.close(.normal)])
        #expect(endpoint.received.isEmpty)
    }
}
