/// Turns the bytes of `Range` into the members of a byte range set (RFC 9110 §14.1.1, §14.2), in one pass.
struct RangeSetParser {
    private var rest: ArraySlice<UInt8>

    init(_ fieldValue: String) {
        rest = Array(fieldValue.utf8)[...]
    }

    /// At least one; `nil` for other units, for more than `limit` members, and when anything in the set is not a range.
    /// Members may be empty (RFC 9110 §5.6.1.2).
    mutating func specs(atMost limit: Int) -> [RangeSpec]? {
        guard takeUnit() else { return nil }
        var specs: [RangeSpec] = []
        skipBlanks()
        while !rest.isEmpty {
            if !take(",") {
                guard specs.count < limit, let spec = spec() else { return nil }
                specs.append(spec)
                skipBlanks()
                guard rest.isEmpty || take(",") else { return nil }
            }
            skipBlanks()
        }
        return specs.isEmpty ? nil : specs
    }

    /// Names of units are in any case (RFC 9110 §14.1).
    private mutating func takeUnit() -> Bool {
        let unit = "bytes="
        guard rest.prefix(unit.utf8.count).isSpelled(unit) else { return false }
        rest = rest.dropFirst(unit.utf8.count)
        return true
    }

    private mutating func spec() -> RangeSpec? {
        guard let first = number() else {
            return take("-") ? number().map { .suffix($0) } : nil
        }
        guard take("-") else { return nil }
        guard let last = number() else { return .from(first) }
        return first <= last ? .between(first, last) : nil
    }

    /// Numbers that do not fit are as good as the largest one: no file has such a position.
    private mutating func number() -> Int? {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard !digits.isEmpty else { return nil }
        rest = rest.dropFirst(digits.count)
        return digits.reduce(0) { number, digit in
            let (shifted, overflow) = number.multipliedReportingOverflow(by: 10)
            return overflow ? .max : shifted.saturatingAdd(Int(digit - UInt8(ascii: "0")))
        }
    }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: mark) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func skipBlanks() {
        rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }
}
