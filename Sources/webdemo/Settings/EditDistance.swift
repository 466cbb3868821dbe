/// How many bytes must be inserted, removed or replaced to make one word of another (Levenshtein).
enum EditDistance {
    /// Bounds the work: no name that anybody mistypes is longer.
    private static let maxBytes = 64

    static func between(_ one: String, _ other: String) -> Int {
        let (one, other) = (Array(one.utf8), Array(other.utf8))
        var row = Array(0...other.count)
        for (line, byte) in one.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (column, otherByte) in other.enumerated() {
                let replaced = diagonal + (byte == otherByte ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[other.count]
    }

    /// `nil` for a word that is too long to be a slip.
    static func nearest(to word: String, in known: [String]) -> String? {
        guard word.utf8.count <= maxBytes else { return nil }
        let distances = known.map { ($0, between(word.lowercased(), $0.lowercased())) }
        return distances.min { $0.1 < $1.1 }?.0
    }
}
