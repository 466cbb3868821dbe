/// A whole number with a unit behind it, or none, as people write it: `64KiB`.
struct Quantity {
    let digits: Substring
    /// In lower case.
    let unit: String

    /// `nil` for what does not begin with a digit or has other characters than ASCII's.
    init?(_ text: String) {
        let digits = text.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard !digits.isEmpty, text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        self.digits = Substring(digits)
        unit = String(Substring(text.utf8[digits.endIndex...])).lowercased()
    }
}
