import NIOCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What the field lines that were seen lately mean. Most clients send the same lines with every request, byte for byte;
/// comparing them takes a fiftieth of the time that reading them does.
final class FieldsMemo {
    /// Bounds the memory, with `maxBlockBytes`: 64 blocks and what they mean are half a megabyte at the very most.
    private static let places = 64
    private static let maxBlockBytes = 2048

    private var kept: [(block: [UInt8], fields: RequestFields)?] = Array(repeating: nil, count: places)

    func fields(of block: ByteBuffer) -> RequestFields? {
        block.withUnsafeReadableBytes { bytes in
            guard let known = kept[Self.place(of: bytes)], known.block.count == bytes.count else { return nil }
            let isSame = known.block.withUnsafeBytes { known in
                guard let one = known.baseAddress, let other = bytes.baseAddress else { return known.isEmpty }
                return memcmp(one, other, known.count) == 0
            }
            return isSame ? known.fields : nil
        }
    }

    func keep(_ fields: RequestFields, of block: ByteBuffer) {
        guard block.readableBytes <= Self.maxBlockBytes else { return }
        block.withUnsafeReadableBytes { bytes in
            kept[Self.place(of: bytes)] = (Array(bytes), fields)
        }
    }

    /// A hash of the length and some bytes: blocks that fall together only make each other forgotten.
    private static func place(of bytes: UnsafeRawBufferPointer) -> Int {
        var hash = bytes.count
        for index in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 16)) {
            hash = hash &* 31 &+ Int(bytes[index])
        }
        return abs(hash % places)
    }
}

@available(*, unavailable)
extension FieldsMemo: Sendable {}
