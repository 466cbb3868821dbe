/// The parameters behind the `?` of a target, as a form writes them (URL Standard §5.1).
package struct Query: Sendable {
    private let pairs: [(name: String, value: String)]

    /// What is no UTF-8 is left out.
    package init(_ text: String?) {
        pairs = (text ?? "").utf8.split(separator: UInt8(ascii: "&")).compactMap { part in
            let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            guard let name = Self.decoded(part[..<equals]), let value = Self.decoded(part[equals...].dropFirst()) else {
                return nil
            }
            return (name, value)
        }
    }

    /// The first of this name.
    package subscript(name: String) -> String? {
        pairs.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    /// The number of this name, at its nearest in `range`; `standard` where there is none.
    package func number(_ name: String, in range: ClosedRange<Int>, standard: Int) -> Int {
        guard let text = self[name], let number = Int(text) else { return standard }
        return min(max(number, range.lowerBound), range.upperBound)
    }

    /// A `%` without two hex digits stands for itself.
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
