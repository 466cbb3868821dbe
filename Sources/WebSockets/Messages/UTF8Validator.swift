/// Tells, chunk by chunk, whether bytes are UTF-8 (RFC 3629), and fails at the first byte that cannot be.
struct UTF8Validator {
    /// How many bytes the character that has begun still needs.
    private var missing = 0
    /// What the next byte of that character may be: narrower than 80…BF after E0, ED, F0 and F4, which rules out
    /// over-long forms, surrogates and what lies past U+10FFFF.
    private var allowed: ClosedRange<UInt8> = 0x80...0xBF

    /// Whether the bytes so far end where a character ends.
    var isComplete: Bool { missing == 0 }

    /// Takes the next bytes; `false` as soon as they cannot be the continuation of valid UTF-8.
    mutating func accepts(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index < bytes.count {
            if missing == 0 {
                index = Self.endOfASCII(in: bytes, from: index)
                guard index < bytes.count else { return true }
                guard begin(bytes[index]) else { return false }
            } else {
                guard allowed.contains(bytes[index]) else { return false }
                missing -= 1
                allowed = 0x80...0xBF
            }
            index += 1
        }
        return true
    }

    private mutating func begin(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00...0x7F: break
        case 0xC2...0xDF: missing = 1
        case 0xE0: (missing, allowed) = (2, 0xA0...0xBF)
        case 0xED: (missing, allowed) = (2, 0x80...0x9F)
        case 0xE1...0xEF: missing = 2
        case 0xF0: (missing, allowed) = (3, 0x90...0xBF)
        case 0xF1...0xF3: missing = 3
        case 0xF4: (missing, allowed) = (3, 0x80...0x8F)
        default: return false
        }
        return true
    }

    /// Most text is ASCII or has long runs of it: 32 bytes a step, then 8, then one.
    private static func endOfASCII(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        let wideMask = SIMD4<UInt64>(repeating: 0x8080_8080_8080_8080)
        while index + 32 <= bytes.count {
            let block = bytes.loadUnaligned(fromByteOffset: index, as: SIMD4<UInt64>.self)
            guard block & wideMask == .zero else { break }
            index += 32
        }
        while index + 8 <= bytes.count {
            guard bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 else {
                break
            }
            index += 8
        }
        while index < bytes.count, bytes[index] < 0x80 { index += 1 }
        return index
    }
}
