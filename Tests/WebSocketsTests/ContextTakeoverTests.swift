import NIOCore
import NIOEmbedded
import TestSupport
import Testing
import WebSockets

/// Messages that refer to earlier ones, both ways (RFC 7692 §7.1.1).
struct ContextTakeoverTests {
    private let client: ClientCompression
    private let endpoint: RecordingEndpoint
    private let peer: InMemoryPeer

    init() throws {
        var options = CompressionOptions()
        options.serverContextTakeover = true
        options.clientContextTakeover = true
        client = try ClientCompression()
        endpoint = RecordingEndpoint.echo(compression: options)
        peer = try InMemoryPeer(of: endpoint, offering: "permessage-deflate")
    }

    private static func noise(_ seed: UInt64, _ count: Int = 1000) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        return generator.bytes(count)
    }

    @Test func messagesOfBothSidesReferToTheirEarlierOnes() throws {
        let messages = [Self.noise(1), Self.noise(2), Self.noise(1) + Self.noise(2), Self.noise(1)]
        for (index, message) in messages.enumerated() {
            let frame = client.binary(message)
            try peer.send(frame)
            let reply = try peer.takeFrames()
            #expect(try client.inflated(reply) == message)
            for bytes in [frame.payload.count, reply.map(\.payload.count).reduce(0, +)] {
                #expect(index < 2 ? bytes > 1000 : bytes < 100)
            }
        }
    }

    @Test func whatIsSentPlainIsNotReferredTo() throws {
        let short = Self.noise(1, 255)
        try peer.send(ClientFrame(.binary, short), ClientFrame(.binary, short + short))
        let frames = try peer.takeFrames()
        #expect(frames.map(\.isCompressed) == [false, true])
        #expect(try frames.map { try client.inflated([$0]) } == [short, short + short])
        #expect(frames[1].payload.count > 255)
    }

    @Test func fragmentsOfAMessageReferToEarlierMessages() throws {
        let first = client.binary(Self.noise(1))
        let second = ClientFrame.fragments(client.binary(Self.noise(1) + Self.noise(2)), size: 100)
        try peer.send([first] + second + [client.binary(Self.noise(2))])
        #expect(
            endpoint.received.map { Array($0.payload.readableBytesView) } == [
                Self.noise(1), Self.noise(1) + Self.noise(2), Self.noise(2),
            ]
        )
    }

    @Test func anEmptyMessageDoesNotDisturbTheContext() throws {
        try peer.send(client.binary(Self.noise(1)), .compressed(.binary, []), client.binary(Self.noise(1)))
        #expect(endpoint.received == [.binary(Self.noise(1)), .binary([]), .binary(Self.noise(1))])
    }

    /// What was not used between two heartbeats is given back; the client notices nothing.
    @Test func anIdleContextIsForgotten() throws {
        var sizes: [Int] = []
        for seconds in [0, 20, 20, 100] {
            for _ in 0..<seconds / 10 {
                peer.advance(by: .seconds(10))
                try peer.send(ClientFrame(.pong))
            }
            _ = try peer.takeFrames()
            endpoint.connection?.send(.binary(Self.noise(1)))
            peer.runLoop()
            let frames = try peer.takeFrames()
            #expect(try client.inflated(frames) == Self.noise(1))
            sizes.append(frames.map(\.payload.count).reduce(0, +))
        }
        #expect(sizes[0] > 1000 && sizes[1] < 100 && sizes[2] < 100 && sizes[3] > 1000)
    }

    /// The parts that follow refer to the parts before.
    @Test func aContextIsNotForgottenInTheMiddleOfAMessage() throws {
        let connection = try #require(endpoint.connection)
        connection.send(fragment: ByteBuffer(bytes: Self.noise(1)), of: .binary, isFinal: false)
        for _ in 0..<20 {
            peer.advance(by: .seconds(10))
            try peer.send(ClientFrame(.pong))
        }
        connection.send(fragment: ByteBuffer(bytes: Self.noise(1)), of: .binary, isFinal: true)
        peer.runLoop()
        let frames = try peer.takeFrames().filter { $0.opcode != .ping }
        #expect(frames.map(\.isFinal) == [false, true])
        #expect(frames[1].payload.count < 100)
        #expect(try client.inflated(frames) == Self.noise(1) + Self.noise(1))
    }
}
