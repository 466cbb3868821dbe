import NIOCore
import NIOEmbedded
import Testing
import WebSockets

/// How the handler ends a connection, on every side's wish.
struct WebSocketClosingTests {
    @Test func aCloseIsAnsweredAndTheOutputEnds() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        try peer.send(.close(1000, "bye"))
        #expect(try peer.takeFrames() == [.close(.normal)])
        #expect(peer.wire.isOutputClosed && !peer.wire.isClosed)
        #expect(endpoint.calls == [.opened])
        try peer.channel.close().wait()
        #expect(endpoint.calls == [.opened, .closed(CloseFrame(.normal, "bye"))])
    }

    @Test func aCloseWithoutACodeIsAnsweredWithoutOne() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        try peer.send(ClientFrame(.close))
        #expect(try peer.takeFrames() == [ServerFrame(.close)])
        try peer.channel.close().wait()
        #expect(endpoint.calls.last == .closed(.empty))
    }

    @Test func repliesLeaveBeforeTheClose() throws {
        let peer = try InMemoryPeer(of: RecordingEndpoint.echo)
        try peer.send(.text("a"), .close(1000), .text("b"))
        try peer.send(.text("c"))
        #expect(try peer.takeFrames() == [.text("a"), .close(.normal)])
    }

    @Test(arguments: ProtocolViolationTests.violations.filter { $0.2 != .messageTooBig && $0.2 != .policyViolation })
    func aViolationIsToldAndTheOutputEnds(_ bytes: [UInt8], _ violation: ProtocolViolation, _ code: CloseCode) throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        try peer.send(bytes)
        let frame = violation.closeFrame
        #expect(try peer.takeFrames().last == .close(code, frame.reason))
        #expect(peer.wire.isOutputClosed)
        try peer.send(.text("ignored"))
        #expect(try peer.takeFrames().isEmpty)
        try peer.channel.close().wait()
        #expect(endpoint.calls.last == .closed(frame))
        #expect(!endpoint.calls.contains(.received(.text("ignored"))))
    }

    @Test func ourCloseWaitsForTheirs() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        endpoint.connection?.send(.text("last"))
        endpoint.connection?.close(.normal, "done")
        endpoint.connection?.send(.text("too late"))
        endpoint.connection?.close(.goingAway, "again")
        peer.runLoop()
        #expect(try peer.takeWrites() == [[.text("last"), .close(.normal, "done")]])
        #expect(!peer.wire.isOutputClosed)

        try peer.send(.text("not heard"), ClientFrame(.ping), .close(1000))
        #expect(try peer.takeFrames().isEmpty)
        #expect(peer.wire.isOutputClosed)
        try peer.channel.close().wait()
        #expect(endpoint.calls == [.opened, .closed(CloseFrame(.normal, ""))])
    }

    @Test func aPeerThatDoesNotAnswerOurCloseIsDroppedAfterFiveSeconds() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        endpoint.connection?.close(.normal, "")
        peer.advance(by: .milliseconds(4_999))
        #expect(!peer.wire.isClosed)
        peer.advance(by: .milliseconds(1))
        #expect(peer.wire.isClosed)
        #expect(endpoint.calls == [.opened, .closed(CloseFrame(.normal, ""))])
    }

    @Test(arguments: [ClientFrame.close(1000), ClientFrame(.ping).with { $0.key = nil }])
    func aPeerThatDoesNotHangUpIsDroppedAfterFiveSeconds(_ last: ClientFrame) throws {
        let peer = try InMemoryPeer(of: RecordingEndpoint())
        try peer.send(last)
        peer.advance(by: .milliseconds(4_999))
        #expect(!peer.wire.isClosed)
        peer.advance(by: .milliseconds(1))
        #expect(peer.wire.isClosed)
    }

    @Test func aStoppingServerSaysGoingAway() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        peer.channel.pipeline.fireUserInboundEventTriggered(WebSocketHandler.ServerIsStopping())
        peer.channel.pipeline.fireUserInboundEventTriggered(WebSocketHandler.ServerIsStopping())
        #expect(try peer.takeFrames() == [.close(.goingAway, "the server is stopping")])
        try peer.send(.close(1001))
        #expect(peer.wire.isOutputClosed)
    }

    @Test func anErrorOfTheChannelEndsIt() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        peer.channel.pipeline.fireErrorCaught(ChannelError.ioOnClosedChannel)
        #expect(peer.wire.isClosed)
        #expect(endpoint.calls == [.opened, .closed(nil)])
    }

    @Test func theEndIsToldOnce() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        try peer.channel.close().wait()
        peer.advance(by: .minutes(5))
        #expect(endpoint.calls == [.opened, .closed(nil)])
    }

    @Test func nothingIsKeptOfAConnectionThatHasEnded() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        #expect(peer.handler != nil)
        try peer.channel.close().wait()
        peer.runLoop()
        #expect(peer.handler == nil)
        endpoint.connection?.send(.text("to nobody"))
        endpoint.connection?.close(.normal, "")
    }
}
