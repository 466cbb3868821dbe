/// Names as people sort them: `page2` before `page10`, `a` beside `A`.
enum NaturalOrder {
    /// Total: names that look alike come in the order of their bytes.
    static func isBefore(_ one: String, _ other: String) -> Bool {
        var (mine, theirs) = (Substring(one).utf8, Substring(other).utf8)
        while let first = mine.first, let second = theirs.first {
            if first.isDigit, second.isDigit {
                let (number, another) = (takeNumber(&mine), takeNumber(&theirs))
                if number.count != another.count { return number.count < another.count }
                if !number.elementsEqual(another) { return number.lexicographicallyPrecedes(another) }
            } else {
                if first.folded != second.folded { return first.folded < second.folded }
                mine.removeFirst()
                theirs.removeFirst()
            }
        }
        if mine.isEmpty != theirs.isEmpty { return mine.isEmpty }
        return one.utf8.lexicographicallyPrecedes(other.utf8)
    }

    /// The digits at the start, without zeros before them: of two, the longer is the greater number.
    private static func takeNumber(_ text: inout Substring.UTF8View) -> Substring.UTF8View {
        let digits = text.prefix(while: \.isDigit)
        text = text[digits.endIndex...]
        return digits.drop { $0 == UInt8(ascii: "0") }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    fileprivate var folded: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }
}
