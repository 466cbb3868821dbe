#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The bytes that HTTP's lines are made of (RFC 9110 §5.5, §5.6.3).
extension UInt8 {
    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
    var isText: Bool { self >= 0x20 && self != 0x7F || isBlank }
}

extension UnsafeRawBufferPointer {
    /// Where the character is first.
    func first(_ character: Unicode.Scalar, in range: Range<Int>) -> Int? {
        guard !range.isEmpty, let start = baseAddress,
            let found = memchr(start + range.lowerBound, CInt(UInt8(ascii: character)), range.count)
        else { return nil }
        return UnsafeRawPointer(found) - start
    }

    func has(_ text: StaticString, at offset: Int) -> Bool {
        guard let start = baseAddress, count - offset >= text.utf8CodeUnitCount else { return false }
        return memcmp(start + offset, text.utf8Start, text.utf8CodeUnitCount) == 0
    }
}
