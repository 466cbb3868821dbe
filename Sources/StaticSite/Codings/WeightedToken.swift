/// Turns a member of a list like `Accept-Encoding` into its name and weight (RFC 9110 §12.4.2).
enum WeightedToken {
    private static let blanks = [UInt8(ascii: " "), UInt8(ascii: "\t")]

    /// The name as it is spelled and the weight in thousandths, 1000 where there is none; `nil` for anything else.
    static func parse(_ member: Substring.UTF8View) -> (name: Substring.UTF8View, weight: Int)? {
        guard let semicolon = member.firstIndex(of: UInt8(ascii: ";")) else { return (trimmed(member), 1000) }
        let parameter = trimmed(member[member.index(after: semicolon)...])
        return weight(parameter).map { (trimmed(member[..<semicolon]), $0) }
    }

    /// `q=0.123`.
    private static func weight(_ parameter: Substring.UTF8View) -> Int? {
        guard parameter.prefix(2).isSpelled("q=") else { return nil }
        let value = parameter.dropFirst(2)
        let fraction = value.dropFirst(2)
        guard let whole = value.first, value.count == 1 || value.dropFirst().first == UInt8(ascii: "."),
            fraction.count <= 3, fraction.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        let scale = [1000, 100, 10, 1][fraction.count]
        let thousandths = scale * fraction.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        switch whole {
        case UInt8(ascii: "0"): return thousandths
        case UInt8(ascii: "1"): return thousandths == 0 ? 1000 : nil
        default: return nil
        }
    }

    private static func trimmed(_ text: Substring.UTF8View) -> Substring.UTF8View {
        var text = text.drop(while: blanks.contains)
        while let last = text.last, blanks.contains(last) { text.removeLast() }
        return text
    }
}
