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

    /// Moves `count` bytes from `input` to the end of `output`, unmasked. `offset` is how much of the frame's payload
    /// came before. It copies because `input` is shared with the channel that read it: changing it in place would copy
    /// all of it first.
    func unmask(_ count: Int, from input: inout ByteBuffer, offset: Int, to output: inout ByteBuffer) {
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { target in
            input.readWithUnsafeReadableBytes { source in
                apply(source.prefix(count), offset: offset, to: target)
                return count
            }
            return count
        }
    }

    /// `target` holds at least as many bytes as `source`.
    private func apply(
        _ source: Slice<UnsafeRawBufferPointer>,
        offset: Int,
        to target: UnsafeMutableRawBufferPointer
    ) {
        let source = UnsafeRawBufferPointer(rebasing: source)
        let rotated = rotated(by: offset)
        let wide = SIMD8<UInt32>(repeating: rotated)
        var index = 0
        while index + 32 <= source.count {
            let block = source.loadUnaligned(fromByteOffset: index, as: SIMD8<UInt32>.self)
            target.storeBytes(of: block ^ wide, toByteOffset: index, as: SIMD8<UInt32>.self)
            index += 32
        }
        while index + 4 <= source.count {
            let block = source.loadUnaligned(fromByteOffset: index, as: UInt32.self)
            target.storeBytes(of: block ^ rotated, toByteOffset: index, as: UInt32.self)
            index += 4
        }
        withUnsafeBytes(of: rotated) { key in
            for position in index..<source.count {
                target[position] = source[position] ^ key[position & 3]
            }
        }
    }

    /// The key as it applies from `offset` on: its first octet in memory is the one that meets that payload octet.
    private func rotated(by offset: Int) -> UInt32 {
        let shift = UInt32(offset & 3) * 8
        guard shift != 0 else { return word }
        let little = UInt32(littleEndian: word)
        return (little >> shift | little << (32 - shift)).littleEndian
    }
}
