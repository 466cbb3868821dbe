/// What stands behind the `?` of an address, as a form or `URLSearchParams` writes it (URL Standard §5.1). Of a name that
/// comes twice the first counts.
struct FormQuery {
    private let query: String

    init(_ query: String?) {
        self.query = query ?? ""
    }

    /// `nil` when there is no such name or its value is not UTF-8. A `%` without two hex digits stands for itself.
    subscript(name: String) -> String? {
        for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let first = parts.first, Self.decoded(first) == name else { continue }
            return parts.count > 1 ? Self.decoded(parts[1]) : ""
        }
        return nil
    }

    private static func decoded(_ text: Substring.UTF8View) -> String? {
        var bytes: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"): bytes.append(escaped(&rest) ?? byte)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Takes the two digits after a `%`, if they are.
    private static func escaped(_ rest: inout Substring.UTF8View) -> UInt8? {
        let digits = rest.prefix(2)
        guard digits.count == 2, digits.allSatisfy(isHexDigit) else { return nil }
        rest = rest.dropFirst(2)
        return UInt8(Substring(digits), radix: 16)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
