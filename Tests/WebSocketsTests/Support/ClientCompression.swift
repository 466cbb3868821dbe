import NIOCore
import Testing
import WebSockets

/// The client's side of permessage-deflate: what it deflates and inflates may refer to all that it did before.
final class ClientCompression {
    private let deflater: Deflater
    private let inflater: Inflater

    init(windowBits: Int = 15) throws {
        deflater = try #require(Deflater(windowBits: windowBits, memoryLevel: 8, level: 6))
        inflater = try #require(Inflater(windowBits: windowBits))
    }

    /// A message's bytes, or those of a part of it that ends with a whole byte.
    func deflated(_ bytes: some Sequence<UInt8>, endsMessage: Bool = true) -> [UInt8] {
        var output = ByteBuffer()
        deflater.compress(ByteBuffer(bytes: bytes), to: &output, endsMessage: endsMessage)
        return Array(output.readableBytesView)
    }

    func text(_ text: String) -> ClientFrame {
        .compressed(.text, deflated(text.utf8))
    }

    func binary(_ bytes: [UInt8]) -> ClientFrame {
        .compressed(.binary, deflated(bytes))
    }

    /// The payload of the one message that these frames are.
    func inflated(_ frames: [ServerFrame]) throws -> [UInt8] {
        let payload = frames.flatMap(\.payload)
        guard frames.first?.isCompressed == true else { return payload }
        var output = ByteBuffer()
        try payload.withUnsafeBytes { bytes in
            try inflater.inflate(bytes, to: &output, limit: 1 << 26)
        }
        try inflater.endMessage(to: &output, limit: 1 << 26)
        return Array(output.readableBytesView)
    }

    /// The texts of messages that came in a frame each.
    func texts(_ frames: [ServerFrame]) throws -> [String] {
        try frames.map { String(decoding: try inflated([$0]), as: UTF8.self) }
    }
}
