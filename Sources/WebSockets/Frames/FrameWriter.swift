package import NIOCore

/// Writes frames as a server sends them: never masked, the length in its shortest form (RFC 6455 §5.1, §5.2).
extension ByteBuffer {
    package mutating func writeFrame(_ opcode: Opcode, isFinal: Bool = true, _ payload: ByteBuffer) {
        writeFrameHeader(opcode, isFinal: isFinal, payloadLength: payload.readableBytes)
        writeImmutableBuffer(payload)
    }

    private mutating func writeFrameHeader(_ opcode: Opcode, isFinal: Bool, payloadLength: Int) {
        let first = UInt16(opcode.rawValue | (isFinal ? 0x80 : 0)) << 8
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
