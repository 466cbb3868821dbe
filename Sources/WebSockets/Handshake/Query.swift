/// The parameters behind the `?` of a target, as a form writes them (WHATWG URL §5).
package struct Query: Sendable {
    private let pairs: [(name: String, value: String)]

    /// What is no UTF-8 behind its `%` is left out.
    package init(_ text: String) {
        pairs = text.utf8.split(separator: UInt8(ascii: "&")).compactMap { part in
            let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            guard let name = Self.decoded(part[..<equals]), let value = Self.decoded(part[equals...].dropFirst()) else {
                return nil
            }
            return (name, value)
        }
    }

    /// Of a target.
    package init(ofTarget target: String) {
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        self.init(mark.map { String(target[target.utf8.index(after: $0)...]) } ?? "")
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

    private static func decoded(_ bytes: Substring.UTF8View) -> String? {
        var decoded: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"):
                decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    return nil
                }
                decoded.append(high << 4 | low)
            default:
                decoded.append(byte)
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
