package import NIOCore

/// Writes frames as a server sends them: never masked, the length in its shortest form (RFC 6455 §5.1, §5.2).
extension ByteBuffer {
    /// `isCompressed` sets RSV1, which belongs to the first frame of a compressed message (RFC 7692 §6).
    package mutating func writeFrame(
        _ opcode: Opcode,
        isFinal: Bool = true,
        isCompressed: Bool = false,
        _ payload: ByteBuffer
    ) {
        let first = opcode.rawValue | (isFinal ? 0x80 : 0) | (isCompressed ? FrameHeader.rsv1 << 4 : 0)
        payload.withUnsafeReadableBytes { source in
            _ = writeWithUnsafeMutableBytes(minimumWritableBytes: source.count + Self.maxHeaderBytes) { target in
                let headerBytes = Self.storeHeader(first, payloadLength: source.count, in: target)
                UnsafeMutableRawBufferPointer(rebasing: target[headerBytes...]).copyMemory(from: source)
                return headerBytes + source.count
            }
        }
    }

    /// The whole message in one frame; `compressed` is its payload where it is sent compressed.
    mutating func writeMessage(_ message: Message, compressed: ByteBuffer?) {
        writeFrame(message.kind.opcode, isCompressed: compressed != nil, compressed ?? message.payload)
    }

    private static var maxHeaderBytes: Int { 10 }

    private static func storeHeader(_ first: UInt8, payloadLength: Int, in target: UnsafeMutableRawBufferPointer) -> Int
    {
        target[0] = first
        switch payloadLength {
        case ...125:
            target[1] = UInt8(truncatingIfNeeded: payloadLength)
            return 2
        case ...0xFFFF:
            target[1] = 126
            target.storeBytes(of: UInt16(truncatingIfNeeded: payloadLength).bigEndian, toByteOffset: 2, as: UInt16.self)
            return 4
        default:
            target[1] = 127
            target.storeBytes(of: UInt64(payloadLength).bigEndian, toByteOffset: 2, as: UInt64.self)
            return 10
        }
    }
}
