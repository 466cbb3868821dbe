import NIOCore
import NIOEmbedded
import Testing
import WebSockets

/// Endpoints that send and close from within the calls that they are told with.
struct WebSocketReentrancyTests {
    private static func endpoint(
        on expected: RecordingEndpoint.Call,
        _ reaction: @escaping @Sendable (WebSocketConnection) -> Void
    ) -> RecordingEndpoint {
        RecordingEndpoint { connection, call in
            if call == expected { reaction(connection) }
        }
    }

    @Test func anEndpointMayRefuseAConnectionWhenItOpens() throws {
        let endpoint = Self.endpoint(on: .opened) {
            $0.send(.text("full"))
            $0.close(.policyViolation, "full")
        }
        let peer = try InMemoryPeer(of: endpoint)
        #expect(try peer.takeFrames() == [.text("full"), .close(.policyViolation, "full")])
        try peer.send(.text("hello?"))
        #expect(endpoint.calls == [.opened])
    }

    @Test func anEndpointMayCloseInTheMiddleOfARead() throws {
        let endpoint = Self.endpoint(on: .received(.text("quit"))) {
            $0.send(.text("bye"))
            $0.close(.normal, "")
            $0.send(.text("too late"))
        }
        let peer = try InMemoryPeer(of: endpoint)
        try peer.send(.text("a"), .text("quit"), .text("not heard"), ClientFrame(.ping))
        #expect(endpoint.calls == [.opened, .received(.text("a")), .received(.text("quit"))])
        #expect(try peer.takeFrames() == [.text("bye"), .close(.normal)])
        try peer.send(.close(1000))
        #expect(peer.wire.isOutputClosed)
    }

    @Test func aCloseInTheMiddleOfAReadMeetsThePeersClose() throws {
        let endpoint = Self.endpoint(on: .received(.text("quit"))) { $0.close(.goingAway, "") }
        let peer = try InMemoryPeer(of: endpoint)
        try peer.send(.text("quit"), .close(1000), .close(1000))
        #expect(try peer.takeFrames() == [.close(.goingAway)])
        #expect(peer.wire.isOutputClosed)
    }

    @Test func whatIsSentOrClosedAtTheEndGoesNowhere() throws {
        let endpoint = Self.endpoint(on: .closed(nil)) {
            $0.send(.text("too late"))
            $0.close(.normal, "")
        }
        let peer = try InMemoryPeer(of: endpoint)
        try peer.channel.close().wait()
        peer.advance(by: .minutes(1))
        #expect(try peer.takeFrames().isEmpty)
        #expect(endpoint.calls == [.opened, .closed(nil)])
    }

    @Test func aChannelThatEndsInTheMiddleOfAReadEndsTheReading() throws {
        let endpoint = Self.endpoint(on: .received(.text("quit"))) { $0.close(.normal, "") }
        let peer = try InMemoryPeer(of: endpoint)
        let channel = peer.channel
        peer.wire.onWrite = { channel.close(promise: nil) }
        try peer.send(.text("quit"), .text("not heard"))
        #expect(endpoint.calls == [.opened, .received(.text("quit")), .closed(CloseFrame(.normal, ""))])
    }

    @Test func nothingIsKeptOfAChannelThatEndsInTheMiddleOfAClose() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        let channel = peer.channel
        peer.wire.onWrite = { channel.close(promise: nil) }
        endpoint.connection?.close(.normal, "")
        peer.runLoop()
        #expect(endpoint.calls == [.opened, .closed(CloseFrame(.normal, ""))])
        #expect(peer.handler == nil)
    }

    @Test func oneConnectionMayCloseAnother() throws {
        let other = RecordingEndpoint()
        let otherPeer = try InMemoryPeer(of: other)
        let target = try #require(other.connection)
        let endpoint = Self.endpoint(on: .received(.text("kick"))) { _ in target.close(.policyViolation, "kicked") }
        let peer = try InMemoryPeer(of: endpoint)
        try peer.send(.text("kick"))
        #expect(try otherPeer.takeFrames() == [.close(.policyViolation, "kicked")])
        #expect(try peer.takeFrames().isEmpty)
    }

    // MARK: A channel that calls back while it writes

    private static let large = [UInt8](repeating: 7, count: 100_000)

    @Test func aMessageThatIsReadMeanwhileWaitsForTheOneBefore() throws {
        let endpoint = RecordingEndpoint { connection, call in
            guard case .received(let message) = call else { return }
            connection.send(.binary(Self.large))
            connection.send(message)
        }
        let peer = try InMemoryPeer(of: endpoint)
        let pipeline = peer.channel.pipeline
        peer.wire.onWrite = {
            pipeline.fireChannelRead(ByteBuffer(bytes: ClientFrame.text("second").bytes))
            pipeline.fireChannelReadComplete()
        }
        try peer.send(.text("first"))
        #expect(try peer.takeFrames().map(\.payload.count) == [100_000, 5, 100_000, 6])
    }

    @Test func whatIsSentMeanwhileFollowsWhatHadToWait() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        let connection = try #require(endpoint.connection)
        connection.send(fragment: ByteBuffer(bytes: [1]), of: .binary, isFinal: false)
        connection.send(.binary(Self.large))
        connection.send(.text("second"))
        peer.runLoop()
        peer.wire.onWrite = { connection.send(.text("third")) }
        connection.send(fragment: ByteBuffer(bytes: [2]), of: .binary, isFinal: true)
        peer.runLoop()
        let frames = try peer.takeFrames()
        #expect(frames.map(\.payload.count) == [1, 1, 100_000, 6, 5])
        #expect(frames.suffix(2) == [.text("second"), .text("third")])
    }

    @Test func aMessageInPartsThatBeginsMeanwhileIsNotInterrupted() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        let connection = try #require(endpoint.connection)
        let room = Room(home: peer.channel.eventLoop)
        room.join(connection)
        connection.send(fragment: ByteBuffer(bytes: [1]), of: .binary, isFinal: false)
        connection.send(.binary(Self.large))
        room.broadcast(.text("room"))
        peer.runLoop()
        peer.wire.onWrite = { connection.send(fragment: ByteBuffer(string: "a"), of: .text, isFinal: false) }
        connection.send(fragment: ByteBuffer(bytes: [2]), of: .binary, isFinal: true)
        connection.send(fragment: ByteBuffer(string: "b"), of: .text, isFinal: true)
        peer.runLoop()
        let frames = try peer.takeFrames()
        #expect(frames.map(\.opcode) == [.binary, .continuation, .binary, .text, .continuation, .text])
        #expect(frames.last == .text("room"))
    }
}
