/// Names that build tools make from what is in a file: `app.3f9a1c2b.js`, `main-0a1b2c3d4e.css`.
enum ContentHash {
    private static let lengths = 8...64
    /// They keep their names, whatever a tool does: a link leads to them.
    private static let documents: Set<String> = ["html", "htm", "xhtml", "xht", "shtml"]

    /// Whether there is, between `.` or `-` and the dot of the extension, a run of 8 to 64 digits and letters from `a` to
    /// `f`, with one of each: a date has no letter and a word no digit.
    static func isInName(_ name: String) -> Bool {
        let bytes = name.utf8
        guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot != bytes.startIndex else { return false }
        guard !documents.contains(name[bytes.index(after: dot)...].lowercased()) else { return false }
        let stem = bytes[..<dot]
        guard let mark = stem.lastIndex(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }) else {
            return false
        }
        let run = stem[stem.index(after: mark)...]
        return lengths.contains(run.count) && run.allSatisfy { $0.isDigit || $0.isLetter }
            && run.contains(where: \.isDigit) && run.contains(where: \.isLetter)
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self) }
}
