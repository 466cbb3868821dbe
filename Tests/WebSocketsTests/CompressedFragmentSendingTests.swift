import NIOCore
import NIOEmbedded
import TestSupport
import Testing
import WebSockets

/// Messages that are sent in parts, each of them compressed (RFC 7692 §6.1).
struct CompressedFragmentSendingTests {
    private static func noise(_ seed: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        return generator.bytes(1000)
    }

    private let endpoint: RecordingEndpoint

    init() {
        var options = CompressionOptions()
        options.serverContextTakeover = true
        endpoint = RecordingEndpoint(compression: options)
    }

    /// A client decides whether it keeps the context.
    private func peer(keepsContext: Bool) throws -> (InMemoryPeer, WebSocketConnection) {
        let offer = "permessage-deflate" + (keepsContext ? "" : "; server_no_context_takeover")
        let peer = try InMemoryPeer(of: endpoint, offering: offer)
        return (peer, try #require(endpoint.connection))
    }

    @Test(
        arguments: [
            ["a", "b", "c"], ["", "a", ""], ["", ""], ["a"], [""], ["狗", String(repeating: "a", count: 10_000), "b"],
        ],
        [true, false]
    )
    func thePartsInflateToTheWhole(_ parts: [String], _ keepsContext: Bool) throws {
        let (peer, connection) = try peer(keepsContext: keepsContext)
        let client = try ClientCompression()
        for _ in 0..<2 {
            for (index, part) in parts.enumerated() {
                let isFinal = index == parts.count - 1
                connection.send(fragment: ByteBuffer(string: part), of: .text, isFinal: isFinal)
            }
            peer.runLoop()
            let frames = try peer.takeFrames()
            #expect(frames.map(\.isFinal) == parts.indices.map { $0 == parts.count - 1 })
            #expect(frames.map(\.isCompressed) == parts.indices.map { $0 == 0 })
            #expect(frames.dropFirst().allSatisfy { $0.opcode == .continuation })
            #expect(try client.inflated(frames) == Array(parts.joined().utf8))
        }
    }

    /// A client can use a part before the next one is there.
    @Test func aPartIsFlushed() throws {
        let (peer, connection) = try peer(keepsContext: false)
        connection.send(fragment: ByteBuffer(string: "first"), of: .text, isFinal: false)
        peer.runLoop()
        let frames = try peer.takeFrames()
        var output = ByteBuffer()
        let inflater = try #require(Inflater(windowBits: 15))
        try frames.flatMap(\.payload).withUnsafeBytes { bytes in
            try inflater.inflate(bytes, to: &output, limit: 1000)
        }
        #expect(String(buffer: output) == "first")
    }

    /// In the order in which they were compressed.
    @Test(arguments: [true, false])
    func messagesThatWaitedReferOnlyToWhatLeftBefore(_ keepsContext: Bool) throws {
        let (peer, connection) = try peer(keepsContext: keepsContext)
        let room = Room(home: peer.channel.eventLoop)
        room.join(connection)
        connection.send(.binary(Self.noise(1)))
        connection.send(fragment: ByteBuffer(bytes: Self.noise(2)), of: .binary, isFinal: false)
        connection.send(.binary(Self.noise(2) + Self.noise(1)))
        room.broadcast(.binary([UInt8](repeating: 7, count: 1000)))
        peer.runLoop()
        connection.send(.binary(Self.noise(1)))
        connection.send(fragment: ByteBuffer(bytes: Self.noise(1)), of: .binary, isFinal: true)
        connection.send(.binary(Self.noise(1)))
        peer.runLoop()

        let frames = try peer.takeFrames()
        #expect(frames.map(\.isFinal) == [true, false, true, true, true, true, true])
        let client = try ClientCompression()
        let messages = [[frames[0]], [frames[1], frames[2]]] + frames.dropFirst(3).map { [$0] }
        let shared = [UInt8](repeating: 7, count: 1000)
        #expect(
            try messages.map(client.inflated) == [
                Self.noise(1), Self.noise(2) + Self.noise(1), Self.noise(2) + Self.noise(1), shared, Self.noise(1),
                Self.noise(1),
            ]
        )
        if keepsContext { #expect(frames[6].payload.count < 100 && frames[5].payload.count > 1000) }
    }
}
