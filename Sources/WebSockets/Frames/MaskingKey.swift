import NIOCore

/// The key that a client's payload is XORed with, octet `i` of the payload with octet `i` modulo 4 of it (RFC 6455 §5.3).
package struct MaskingKey: Equatable, Sendable {
    /// The key's octets as they lie in memory, so that whole words can be XORed whatever the byte order of the machine.
    private let word: UInt32

    init(inMemoryOrder word: UInt32) {
        self.word = word
    }

    package init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
        word = UInt32(
            bigEndian: UInt32(first) << 24 | UInt32(second) << 16 | UInt32(third) << 8 | UInt32(fourth)
        )
    }

    package var octets: [UInt8] {
        withUnsafeBytes(of: word) { Array($0) }
    }

    /// Moves `count` bytes from `input` to the end of `output`, unmasked; `offset` is how much of the frame's payload came
    /// before. Tells whether all of them are ASCII. It copies because `input` is shared with the channel that read it:
    /// changing it in place would copy all of it first.
    @discardableResult
    func unmask(_ count: Int, from input: inout ByteBuffer, offset: Int, to output: inout ByteBuffer) -> Bool {
        var isASCII = true
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { target in
            input.readWithUnsafeReadableBytes { source in
                isASCII = unmask(UnsafeRawBufferPointer(rebasing: source[..<count]), offset: offset, to: target)
                return count
            }
            return count
        }
        return isASCII
    }

    /// The same between two places in memory. `target` has room for as many bytes as `source` has.
    func unmask(_ source: UnsafeRawBufferPointer, offset: Int, to target: UnsafeMutableRawBufferPointer) -> Bool {
        let rotated = rotated(by: offset)
        var seen: UInt64 = 0
        var index = unmaskBlocks(source, rotated, to: target, &seen)
        let pair = UInt64(rotated) | UInt64(rotated) << 32
        while index + 8 <= source.count {
            let block = source.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ pair
            target.storeBytes(of: block, toByteOffset: index, as: UInt64.self)
            seen |= block
            index += 8
        }
        var rest = UInt64(littleEndian: pair)
        while index < source.count {
            let byte = source[index] ^ UInt8(truncatingIfNeeded: rest)
            target[index] = byte
            seen |= UInt64(byte)
            rest >>= 8
            index += 1
        }
        return seen & 0x8080_8080_8080_8080 == 0
    }

    /// As many blocks of 32 bytes as there are; returns where they end.
    private func unmaskBlocks(
        _ source: UnsafeRawBufferPointer,
        _ rotated: UInt32,
        to target: UnsafeMutableRawBufferPointer,
        _ seen: inout UInt64
    ) -> Int {
        guard source.count >= 32 else { return 0 }
        let pair = SIMD4<UInt64>(repeating: UInt64(rotated) | UInt64(rotated) << 32)
        var wideSeen = SIMD4<UInt64>.zero
        var index = 0
        while index + 32 <= source.count {
            let block = source.loadUnaligned(fromByteOffset: index, as: SIMD4<UInt64>.self) ^ pair
            target.storeBytes(of: block, toByteOffset: index, as: SIMD4<UInt64>.self)
            wideSeen |= block
            index += 32
        }
        seen = wideSeen[0] | wideSeen[1] | wideSeen[2] | wideSeen[3]
        return index
    }

    /// The key as it applies from `offset` on: its first octet in memory is the one that meets that payload octet.
    private func rotated(by offset: Int) -> UInt32 {
        let shift = UInt32(offset & 3) * 8
        guard shift != 0 else { return word }
        let little = UInt32(littleEndian: word)
        return (little >> shift | little << (32 - shift)).littleEndian
    }
}
