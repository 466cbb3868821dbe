import NIOCore
import NIOEmbedded
import Testing
import WebSockets

/// Messages and pings through the handler, and how they leave.
struct WebSocketHandlerTests {
    @Test func messagesAreEchoed() throws {
        let peer = try InMemoryPeer(of: RecordingEndpoint.echo)
        try peer.send(.text("Hello"))
        try peer.send(ClientFrame(.binary, [0xFF]))
        #expect(try peer.takeWrites() == [[.text("Hello")], [ServerFrame(.binary, [0xFF])]])
    }

    @Test func anEndpointHearsOfTheConnectionInOrder() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint, id: 42)
        #expect(endpoint.calls == [.opened])
        #expect(endpoint.connection?.id == 42)
        try peer.send(.text("a"), .text("b"))
        try peer.channel.close().wait()
        peer.runLoop()
        #expect(endpoint.calls == [.opened, .received(.text("a")), .received(.text("b")), .closed(nil)])
    }

    @Test func allRepliesOfOneReadLeaveInOneWrite() throws {
        let peer = try InMemoryPeer(of: RecordingEndpoint.echo)
        try peer.send(.text("a"), ClientFrame(.ping, [1]), .text("b"))
        #expect(try peer.takeWrites() == [[.text("a"), ServerFrame(.pong, [1]), .text("b")]])
        peer.runLoop()
        #expect(try peer.takeWrites().isEmpty)
    }

    @Test func allThatIsSentInOneTurnOfTheLoopLeavesInOneWrite() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        endpoint.connection?.send(.text("a"))
        endpoint.connection?.send(.text("b"))
        #expect(try peer.takeWrites().isEmpty)
        peer.runLoop()
        #expect(try peer.takeWrites() == [[.text("a"), .text("b")]])
        endpoint.connection?.send(.text("c"))
        peer.runLoop()
        #expect(try peer.takeWrites() == [[.text("c")]])
    }

    @Test func whatIsSentWhenTheConnectionOpensArrives() throws {
        let peer = try InMemoryPeer(
            of: RecordingEndpoint { connection, call in
                if call == .opened { connection.send(.text("welcome")) }
            }
        )
        peer.runLoop()
        #expect(try peer.takeFrames() == [.text("welcome")])
    }

    @Test func aPingIsAnsweredWithItsPayload() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        let payload = [UInt8](0..<125)
        try peer.send(ClientFrame(.ping, payload))
        #expect(try peer.takeFrames() == [ServerFrame(.pong, payload)])
        #expect(endpoint.calls == [.opened])
    }

    @Test func aPongIsNotAnswered() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        try peer.send(ClientFrame(.pong, [1]))
        #expect(try peer.takeFrames().isEmpty)
        #expect(endpoint.calls == [.opened])
    }

    @Test func framesMayBeSplitAcrossReads() throws {
        let peer = try InMemoryPeer(of: RecordingEndpoint.echo)
        let payload = [UInt8](repeating: 0x61, count: 300)
        let bytes = [ClientFrame(.text, payload, isFinal: false), ClientFrame(.continuation, [0x62])].bytes
        for byte in bytes { try peer.send([byte]) }
        #expect(try peer.takeFrames() == [ServerFrame(.text, payload + [0x62])])
    }

    @Test(arguments: [100, 1000, 4000, 100_000])
    func repliesOfAnySizeAreWhole(_ size: Int) throws {
        let peer = try InMemoryPeer(of: RecordingEndpoint.echo)
        for letter in [0x61, 0x62] as [UInt8] {
            let payload = [UInt8](repeating: letter, count: size)
            try peer.send(ClientFrame(.text, payload))
            #expect(try peer.takeFrames() == [ServerFrame(.text, payload)])
        }
    }

    /// The channel may hold on to what it was given for as long as it likes.
    @Test func whatWasWrittenDoesNotChangeWithTheNextReply() throws {
        let peer = try InMemoryPeer(of: RecordingEndpoint.echo)
        for text in ["a", "b", "c"] { try peer.send(.text(text)) }
        #expect(try peer.takeWrites() == [[.text("a")], [.text("b")], [.text("c")]])
    }

    /// A channel may call back while it writes; an HTTP/2 stream does.
    @Test func whatIsReadInTheMiddleOfAWriteIsAnsweredOnce() throws {
        let peer = try InMemoryPeer(of: RecordingEndpoint.echo)
        let pipeline = peer.channel.pipeline
        peer.wire.onWrite = {
            pipeline.fireChannelRead(ByteBuffer(bytes: ClientFrame.text("second").bytes))
            pipeline.fireChannelReadComplete()
        }
        try peer.send(.text("first"))
        peer.runLoop()
        #expect(try peer.takeFrames() == [.text("first"), .text("second")])
    }

    @Test func otherEventsAreHandedOn() throws {
        let peer = try InMemoryPeer(of: RecordingEndpoint())
        let last = EventRecorder()
        try peer.channel.pipeline.syncOperations.addHandler(last)
        peer.channel.pipeline.fireUserInboundEventTriggered("event")
        peer.channel.pipeline.fireUserInboundEventTriggered(WebSocketHandler.ServerIsStopping())
        #expect(last.events == ["event"])
    }
}

private final class EventRecorder: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private(set) var events: [String] = []

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        events.append("\(event)")
    }
}

@available(*, unavailable)
extension EventRecorder: Sendable {}
