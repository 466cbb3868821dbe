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
        writeFrameHeader(first, payloadLength: payload.readableBytes)
        writeImmutableBuffer(payload)
    }

    /// The whole message in one frame; `compressed` is its payload where it is sent compressed.
    mutating func writeMessage(_ message: Message, compressed: ByteBuffer?) {
        writeFrame(message.kind.opcode, isCompressed: compressed != nil, compressed ?? message.payload)
    }

    private mutating func writeFrameHeader(_ first: UInt8, payloadLength: Int) {
        let first = UInt16(first) << 8
        switch payloadLength {
        case ...125:
            writeInteger(first | UInt16(truncatingIfNeeded: payloadLength))
        case ...0xFFFF:
            writeInteger(UInt32(first | 126) << 16 | UInt32(truncatingIfNeeded: payloadLength))
        default:
            writeInteger(first | 127)
            writeInteger(UInt64(payloadLength))
        }
    }
}
