/// What text may be on the line of a header field, in bytes.
extension String {
    /// RFC 9110 §5.6.2.
    var isToken: Bool {
        !utf8.isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default:
                    "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    /// Whether it can be a field's value: no control characters but the tab (RFC 9110 §5.5).
    var isFieldValue: Bool {
        utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == UInt8(ascii: "\t") }
    }

    /// Without spaces and tabs at its ends.
    var trimmingBlanks: String {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        guard let first = utf8.firstIndex(where: { !isBlank($0) }), let last = utf8.lastIndex(where: { !isBlank($0) })
        else {
            return ""
        }
        return String(Substring(utf8[first...last]))
    }

    /// What is before the first `separator` and what is behind it; `nil` where there is none.
    func cut(at separator: UInt8) -> (String, String)? {
        guard let place = utf8.firstIndex(of: separator) else { return nil }
        return (String(Substring(utf8[..<place])), String(Substring(utf8[utf8.index(after: place)...])))
    }
}
