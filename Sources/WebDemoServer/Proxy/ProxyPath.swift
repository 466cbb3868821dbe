/// What the paths of proxied requests are made of, in bytes (RFC 3986 §3.3, §3.4).
enum ProxyPath {
    /// Whether this is a path as browsers send it, from a slash, and cannot lead anywhere else than it seems to.
    static func isPlain(_ path: some Collection<UInt8>) -> Bool {
        path.first == slash && path.allSatisfy(isPathByte) && !hasDotSegment(path)
            && !path.split(separator: slash, omittingEmptySubsequences: false).dropFirst().dropLast().contains(
                where: \.isEmpty
            )
    }

    /// Whether a `.` or `..` is among the names, also for who decodes the path before it is taken apart, and for whom a
    /// backslash is a slash.
    static func hasDotSegment(_ path: some Collection<UInt8>) -> Bool {
        var decoded: [UInt8] = []
        var rest = Array(path)[...]
        while let byte = rest.popFirst() {
            guard byte == percent, let value = hexadecimal(rest.prefix(2)) else {
                decoded.append(byte)
                continue
            }
            rest = rest.dropFirst(2)
            decoded.append(value)
        }
        let names = decoded.split { $0 == slash || $0 == UInt8(ascii: "\\") }
        // Some servers take what follows a `;` for parameters of the name.
        return names.map { $0.prefix { $0 != UInt8(ascii: ";") } }.contains {
            $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8)
        }
    }

    /// With everything that RFC 3986 has no place for percent-encoded, a `%` that begins no escape too: browsers leave
    /// `[`, `|` and others in a query as they are.
    static func encoded(_ target: some Collection<UInt8>) -> String {
        var encoded = ""
        var rest = Array(target)[...]
        while let byte = rest.popFirst() {
            let isAllowed =
                switch byte {
                case percent: hexadecimal(rest.prefix(2)) != nil
                case UInt8(ascii: "?"): true
                default: isPathByte(byte) && byte != percent
                }
            if isAllowed {
                encoded.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }

    private static let slash = UInt8(ascii: "/")
    private static let percent = UInt8(ascii: "%")

    /// `pchar`, the slash, and the `%` of an escape.
    private static func isPathByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            "-._~!$&'()*+,;=:@/%".utf8.contains(byte)
        }
    }

    /// Of exactly two digits.
    private static func hexadecimal(_ digits: some Collection<UInt8>) -> UInt8? {
        guard digits.count == 2, digits.allSatisfy(isHexadecimal) else { return nil }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        Character(UnicodeScalar(byte)).isHexDigit && byte < 0x80
    }
}
