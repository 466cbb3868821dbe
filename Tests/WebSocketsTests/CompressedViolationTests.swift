import NIOCore
import NIOEmbedded
import TestSupport
import Testing

@testable import WebSockets

/// What a client that compresses can do wrong, and what that ends with.
struct CompressedViolationTests {
    private static let start = ClientFrame.compressed(.text, [0], isFinal: false)

    private static func rsv(_ bits: UInt8, _ frame: ClientFrame) -> ClientFrame {
        frame.with { $0.reservedBits = bits }
    }

    private func answer(
        to frames: [ClientFrame],
        limits: WebSocketLimits = WebSocketLimits(),
        offering offer: String? = "permessage-deflate"
    ) throws -> [ServerFrame] {
        let peer = try InMemoryPeer(of: RecordingEndpoint.echo, offering: offer, limits: limits)
        try peer.send(frames)
        return try peer.takeFrames()
    }

    private static let misuses: [([ClientFrame], UInt8)] = [
        ([start, rsv(4, ClientFrame(.continuation, [0]))], 4),
        ([ClientFrame(.text, isFinal: false), rsv(4, ClientFrame(.continuation))], 4),
        ([start, rsv(4, ClientFrame(.ping))], 4),
        ([rsv(4, ClientFrame(.ping))], 4),
        ([rsv(4, ClientFrame(.pong))], 4),
        ([rsv(4, .close(1000))], 4),
        ([rsv(4, ClientFrame(.text)).with { $0.rawOpcode = 3 }], 4),
        ([rsv(2, .text("a"))], 2),
        ([rsv(1, .text("a"))], 1),
        ([rsv(6, ClientFrame(.text, [0]))], 6),
        ([rsv(5, ClientFrame(.text, [0]))], 5),
    ]

    @Test(arguments: misuses)
    func reservedBitsHaveOneMeaningOnly(_ frames: [ClientFrame], _ bits: UInt8) throws {
        let violation = ProtocolViolation.reservedBits(bits)
        #expect(try answer(to: frames) == [.close(.protocolError, violation.closeFrame.reason)])
    }

    @Test func withoutAnAgreementNothingMayBeCompressed() throws {
        let reason = ProtocolViolation.reservedBits(4).closeFrame.reason
        let frame = try ClientCompression().text("a")
        #expect(try answer(to: [frame], offering: nil) == [.close(.protocolError, reason)])
    }

    @Test(arguments: [
        [0x07], [0xFF, 0xFF], [0x00, 0x05, 0x00, 0xFA, 0xFF, 0x61],  // a stored block that is cut
        [0x00, 0x05, 0x00, 0x00, 0x00], [0x62],  // a wrong check, half a code
        [0x4A, 0x04, 0x0A, 0x00],  // refers to what never was
    ])
    func dataThatCannotBeInflated(_ payload: [UInt8]) throws {
        let reason = ProtocolViolation.compressedDataCorrupt.closeFrame.reason
        #expect(try answer(to: [.compressed(.binary, payload)]) == [.close(.invalidPayload, reason)])
        let fragments = ClientFrame.fragments(.compressed(.binary, payload), size: 1)
        #expect(try answer(to: fragments) == [.close(.invalidPayload, reason)])
    }

    @Test func aMessageThatRefersToAnEarlierOneWithoutAnAgreement() throws {
        let client = try ClientCompression()
        var generator = SeededGenerator(seed: 5)
        let noise = generator.bytes(1000)
        let frames = try answer(to: [client.binary(noise), client.binary(noise)])
        #expect(frames.map(\.opcode) == [.binary, .close])
        #expect(frames.last == .close(.invalidPayload, ProtocolViolation.compressedDataCorrupt.closeFrame.reason))
    }

    @Test func bytesThatAreNoTextEndItBeforeTheRestArrives() throws {
        let client = try ClientCompression()
        var generator = SeededGenerator(seed: 5)
        let beginning = client.deflated([0x61, 0xFF], endsMessage: false)
        let frame = ClientFrame.compressed(.text, beginning + client.deflated(generator.bytes(1000)))
        let peer = try InMemoryPeer(of: RecordingEndpoint.echo, offering: "permessage-deflate")
        let headerBytes = frame.bytes.count - frame.payload.count
        try peer.send(Array(frame.bytes.prefix(headerBytes + beginning.count)))
        #expect(try peer.takeFrames() == [.close(.invalidPayload, ProtocolViolation.notUTF8.closeFrame.reason)])
    }

    @Test func aTextMayNotEndInTheMiddleOfACharacter() throws {
        let frame = ClientFrame.compressed(.text, try ClientCompression().deflated([0xE7, 0x8B]))
        let reason = ProtocolViolation.notUTF8.closeFrame.reason
        #expect(try answer(to: [frame]) == [.close(.invalidPayload, reason)])
    }

    // MARK: Limits

    @Test(arguments: [(1000, true), (1001, false)])
    func theLimitIsOnWhatComesOut(_ count: Int, _ isTaken: Bool) throws {
        let frame = try ClientCompression().binary(.init(repeating: 7, count: count))
        let frames = try answer(to: [frame], limits: .with { $0.maxMessageBytes = 1000 })
        let reason = ProtocolViolation.messageTooBig(limit: 1000).closeFrame.reason
        #expect(isTaken ? frames.map(\.opcode) == [.binary] : frames == [.close(.messageTooBig, reason)])
    }

    /// 64 MiB of zeros in 64 KiB.
    @Test func littleThatWouldBecomeMuchTakesLittleMemory() throws {
        let frame = try ClientCompression().binary(.init(repeating: 0, count: 64 << 20))
        let pool = CompressionPool(eventLoop: EmbeddedEventLoop())
        let offer = [ExtensionOffer("permessage-deflate")]
        let agreed = try #require(PerMessageDeflate.negotiate(offer, CompressionOptions()))
        var receiver = MessageReceiver(compression: Compression(agreed, pool: pool))
        var input = ByteBuffer(bytes: frame.bytes)
        #expect(throws: ProtocolViolation.messageTooBig(limit: 1 << 20)) { try receiver.next(&input) }
        #expect(receiver.payload.storageCapacity <= 2 << 20)
        #expect(pool.scratch.storageCapacity <= 32 << 10)
    }

    /// Noise becomes longer by compression, but not by an eighth.
    @Test func bytesOnTheWireAreLimitedToo() throws {
        let limits = WebSocketLimits.with { $0.maxMessageBytes = 8000 }
        let reason = ProtocolViolation.messageTooBig(limit: 8000).closeFrame.reason
        let empty = [UInt8]([0, 0, 0, 0xFF, 0xFF])
        let blocks = [[UInt8]](repeating: empty, count: 1816).flatMap(\.self)
        let frame = ClientFrame.compressed(.binary, blocks + [0])
        #expect(frame.payload.count > 8000 + 1000 + 64 + 16)
        #expect(try answer(to: [frame], limits: limits) == [.close(.messageTooBig, reason)])
        var generator = SeededGenerator(seed: 5)
        let noise = try ClientCompression().binary(generator.bytes(8000))
        #expect(try answer(to: [noise], limits: limits).map(\.opcode) == [.binary])
    }

    @Test(arguments: [true, false])
    func aFrameMayBeLimitedByItself(_ isCompressed: Bool) throws {
        let limits = WebSocketLimits.with { $0.maxFrameBytes = 100 }
        let first = isCompressed ? ClientFrame.compressed(.binary, [0]) : ClientFrame(.binary)
        func frames(_ size: Int) -> [ClientFrame] {
            let blocks = [[UInt8]](repeating: [0, 0, 0, 0xFF, 0xFF], count: 40).flatMap(\.self) + [0]
            return ClientFrame.fragments(first.with { $0.payload = blocks }, size: size)
        }
        let reason = ProtocolViolation.frameTooBig(limit: 100).closeFrame.reason
        #expect(try answer(to: frames(100), limits: limits).map(\.opcode) == [.binary])
        #expect(try answer(to: frames(101), limits: limits) == [.close(.messageTooBig, reason)])
    }
}
