import NIOCore
import NIOEmbedded
import TestSupport
import Testing
import WebSockets

/// Messages that arrive compressed (RFC 7692 §6.2, §7.2.2).
struct CompressedReceivingTests {
    private static let text = String(repeating: "一只小狗走进厨房. ", count: 40)

    private let endpoint = RecordingEndpoint()
    private let client: ClientCompression
    private let peer: InMemoryPeer

    init() throws {
        client = try ClientCompression()
        peer = try InMemoryPeer(of: endpoint, offering: "permessage-deflate")
    }

    @Test func aMessageInOneFrame() throws {
        try peer.send(client.text(Self.text))
        #expect(endpoint.received == [.text(Self.text)])
    }

    @Test func plainMessagesMayStandBetweenCompressedOnes() throws {
        let first = client.text(Self.text)
        let last = try ClientCompression().text("Ende")
        try peer.send(first, .text("plain"), last)
        #expect(endpoint.received == [.text(Self.text), .text("plain"), .text("Ende")])
    }

    /// A character, and a code of zlib's, may begin in one frame and end in the next.
    @Test(arguments: [1, 2, 7, 20])
    func aMessageInFragmentsWithAPingInBetween(_ size: Int) throws {
        var frames = ClientFrame.fragments(client.text(Self.text), size: size)
        frames.insert(ClientFrame(.ping, [1]), at: 1)
        frames.insert(ClientFrame(.ping, [2]), at: frames.count - 1)
        try peer.send(frames)
        #expect(endpoint.received == [.text(Self.text)])
        #expect(try peer.takeFrames() == [ServerFrame(.pong, [1]), ServerFrame(.pong, [2])])
    }

    @Test func aMessageThatComesByteByByte() throws {
        for byte in client.text(Self.text).bytes { try peer.send([byte]) }
        #expect(endpoint.received == [.text(Self.text)])
    }

    @Test func aMessageWhoseSenderFlushedInTheMiddle() throws {
        let parts = client.deflated("eins ".utf8, endsMessage: false) + client.deflated("zwei".utf8)
        try peer.send(.compressed(.text, parts))
        #expect(endpoint.received == [.text("eins zwei")])
    }

    /// Little that arrives becomes much, in many steps of zlib.
    @Test func aTextThatGetsAThousandTimesLonger() throws {
        let text = String(repeating: "狗", count: 300_000)
        try peer.send(client.text(text))
        #expect(endpoint.received == [.text(text)])
    }

    @Test func aMessageOfManyPieces() throws {
        var generator = SeededGenerator(seed: 1)
        let noise = generator.bytes(200_000)
        let bytes = client.binary(noise).bytes
        for start in stride(from: 0, to: bytes.count, by: 65_536) {
            try peer.send(Array(bytes[start...].prefix(65_536)))
        }
        #expect(endpoint.received == [.binary(noise)])
    }

    /// Of no bytes at all, of an empty block of each kind, as the last one too, and in frames (RFC 7692 §7.2.3).
    @Test(arguments: [
        [ClientFrame.compressed(.text, [])], [.compressed(.text, [0])], [.compressed(.text, [0x02, 0])],
        [.compressed(.text, [0x03, 0])], [.compressed(.text, [0x03, 0, 0])], [.text("")],
        [.compressed(.text, [], isFinal: false), ClientFrame(.continuation)],
        [.compressed(.text, [0x02], isFinal: false), ClientFrame(.continuation, [0])],
        [.compressed(.text, [], isFinal: false), ClientFrame(.ping), ClientFrame(.continuation, [0])],
    ])
    func anEmptyMessage(_ frames: [ClientFrame]) throws {
        try peer.send(frames)
        try peer.send(client.text("a"))
        #expect(endpoint.received == [.text(""), .text("a")])
    }

    /// RFC 7692 §7.2.3.4: a message whose last block says that it is the last.
    @Test func aMessageThatEndsWithALastBlock() throws {
        try peer.send(.compressed(.text, [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00]))
        #expect(endpoint.received == [.text("Hello")])
    }

    @Test func anEndpointMayAnswerCompressed() throws {
        let peer = try InMemoryPeer(of: RecordingEndpoint.echo, offering: "permessage-deflate")
        try peer.send(client.text(Self.text))
        #expect(try client.texts(peer.takeFrames()) == [Self.text])
    }

    @Test func whatArrivesAfterOurCloseIsReadButNotHeard() throws {
        endpoint.connection?.close(.normal, "")
        try peer.send(client.text(Self.text), .close(1000))
        #expect(try peer.takeFrames() == [.close(.normal)])
        #expect(endpoint.received.isEmpty && peer.wire.isOutputClosed)
    }
}
