/// How easily one name is taken for another.
package enum Likeness {
    /// Longer ones are compared only but for upper and lower case: bounds the work, which is the product of the lengths.
    private static let maxLetters = 128

    /// Letters to be changed, added, left out or exchanged with their neighbour; 0 where only upper and lower case differ.
    /// `nil` where it is more than a third of the name.
    package static func distance(_ one: String, _ other: String) -> Int? {
        let one = Array(one.lowercased()), other = Array(other.lowercased())
        if one == other { return 0 }
        guard one.count <= maxLetters, other.count <= maxLetters else { return nil }
        // Each letter more is one to be added.
        guard abs(one.count - other.count) * 3 <= max(one.count, other.count) else { return nil }
        let distance = steps(one, other)
        return distance * 3 <= max(one.count, other.count) ? distance : nil
    }

    /// The word that is most like another, however little that is; `nil` where it is too long to be a slip.
    package static func nearest(to word: String, in known: [String]) -> String? {
        let letters = Array(word.lowercased())
        guard letters.count <= maxLetters else { return nil }
        let distances = known.map { (steps(letters, Array($0.lowercased())), $0) }
        return distances.min { $0.0 < $1.0 }?.1
    }

    /// Damerau's distance, row by row.
    private static func steps(_ one: [Character], _ other: [Character]) -> Int {
        var before: [Int] = []
        var last = Array(0...other.count)
        for (row, letter) in one.enumerated() {
            var next = [row + 1]
            for (column, candidate) in other.enumerated() {
                var steps = min(next[column], last[column + 1]) + 1
                steps = min(steps, last[column] + (letter == candidate ? 0 : 1))
                if row > 0, column > 0, letter == other[column - 1], one[row - 1] == candidate {
                    steps = min(steps, before[column - 1] + 1)
                }
                next.append(steps)
            }
            before = last
            last = next
        }
        return last[other.count]
    }
}
