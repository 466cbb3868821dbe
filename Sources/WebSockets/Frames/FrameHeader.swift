package import NIOCore

/// The first bytes of a frame, as they were on the wire (RFC 6455 §5.2); nothing is judged yet.
package struct FrameHeader: Equatable, Sendable {
    /// The reserved bit by which the first frame of a message says that the message is compressed (RFC 7692 §6).
    package static let rsv1: UInt8 = 4

    package var isFinal: Bool
    /// RSV1, RSV2 and RSV3 as the bits 4, 2 and 1.
    package var reservedBits: UInt8
    package var rawOpcode: UInt8
    /// The four bytes of the key in the order of the wire, or `nil` where the MASK bit is not set.
    package var maskingKey: MaskingKey?
    package var payloadLength: UInt64
    /// How many bytes the length took beside the seven bits of the second byte: 0, 2 or 8.
    package var extendedLengthBytes: Int

    /// What the header itself takes on the wire.
    package var bytes: Int { 2 + extendedLengthBytes + (maskingKey == nil ? 0 : 4) }

    /// A length has one right form, the shortest (RFC 6455 §5.2).
    var hasMinimalLength: Bool {
        switch extendedLengthBytes {
        case 0: true
        case 2: payloadLength > 125
        default: payloadLength > 0xFFFF
        }
    }

    /// Takes a header from the front of `input`; `nil`, and nothing taken, while it is not all there (14 bytes at most).
    package static func parse(_ input: inout ByteBuffer) -> FrameHeader? {
        let parsed = input.withUnsafeReadableBytes { bytes -> (FrameHeader, Int)? in
            guard bytes.count >= 2 else { return nil }
            let (first, second) = (bytes[0], bytes[1])
            let (lengthBytes, length): (Int, UInt64?) =
                switch second & 0x7F {
                case 126: (2, bytes.bigEndian(UInt16.self, at: 2).map(UInt64.init))
                case 127: (8, bytes.bigEndian(UInt64.self, at: 2))
                case let short: (0, UInt64(short))
                }
            guard let length else { return nil }

            var size = 2 + lengthBytes
            var key: MaskingKey?
            if second & 0x80 != 0 {
                guard bytes.count >= size + 4 else { return nil }
                key = MaskingKey(inMemoryOrder: bytes.loadUnaligned(fromByteOffset: size, as: UInt32.self))
                size += 4
            }
            let header = FrameHeader(
                isFinal: first & 0x80 != 0,
                reservedBits: first >> 4 & 0x7,
                rawOpcode: first & 0xF,
                maskingKey: key,
                payloadLength: length,
                extendedLengthBytes: lengthBytes
            )
            return (header, size)
        }
        guard let (header, size) = parsed else { return nil }
        input.moveReaderIndex(forwardBy: size)
        return header
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func bigEndian<Integer: FixedWidthInteger & BitwiseCopyable>(
        _: Integer.Type,
        at offset: Int
    ) -> Integer? {
        guard count >= offset + MemoryLayout<Integer>.size else { return nil }
        return Integer(bigEndian: loadUnaligned(fromByteOffset: offset, as: Integer.self))
    }
}
