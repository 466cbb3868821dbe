/// What became of a text, as lines with three lines around each place.
package struct FileDiff: Equatable, Sendable {
    package struct Hunk: Equatable, Sendable {
        /// The number of the first line in the old text and in the new one, from 1.
        package let old: Int
        package let new: Int
        /// Without line ends, each after a space where it stayed, `-` where it went and `+` where it came.
        package var lines: [String]
    }

    package let hunks: [Hunk]
    /// There is more than is kept.
    package let isCut: Bool

    init(hunks: [Hunk], isCut: Bool) {
        self.hunks = hunks
        self.isCut = isCut
    }
}

extension FileDiff {
    private static let context = 3
    /// What a person reads at a glance, and what 100 of them may take of the memory.
    private static let maxLines = 200
    private static let maxBytes = 16 << 10
    private static let maxLineBytes = 1 << 10

    /// `nil` for what is no UTF-8.
    init?(from old: [UInt8], to new: [UInt8]) {
        guard let old = Self.lines(of: old), let new = Self.lines(of: new) else { return nil }
        var writer = Writer()
        for range in Self.ranges(of: LineEdits.from(old, to: new), old.count) {
            writer.begin(range)
            for step in range.steps where !writer.isFull {
                switch step {
                case .same(let line, _): writer.write(" ", old[line])
                case .removed(let line): writer.write("-", old[line])
                case .added(let line): writer.write("+", new[line])
                }
            }
            if writer.isFull { break }
        }
        self.init(hunks: writer.hunks.filter { !$0.lines.isEmpty }, isCut: writer.isCut)
    }

    private static func lines(of bytes: [UInt8]) -> [Substring]? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
            Substring($0)
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private struct Range {
        let old: Int
        let new: Int
        var steps: [LineEdits.Step]
    }

    /// Changed lines with those around them, together where they meet.
    private static func ranges(of steps: [LineEdits.Step], _ count: Int) -> [Range] {
        var (ranges, last): ([Range], Int) = ([], -1)
        let positions = LineEdits.positions(of: steps)
        for index in steps.indices where steps[index].isChange {
            let start = max(last + 1, index - context)
            let end = min(steps.count - 1, index + context)
            if start > last + 1 || ranges.isEmpty {
                ranges.append(Range(old: positions[start].old + 1, new: positions[start].new + 1, steps: []))
            }
            if start <= end { ranges[ranges.count - 1].steps += steps[start...end] }
            last = max(last, end)
        }
        return ranges
    }

    /// Lines as long as there is room.
    private struct Writer {
        var hunks: [Hunk] = []
        var isCut = false
        private(set) var isFull = false
        private var (lineCount, byteCount) = (0, 0)

        mutating func begin(_ range: Range) {
            hunks.append(Hunk(old: range.old, new: range.new, lines: []))
        }

        mutating func write(_ mark: String, _ line: Substring) {
            var line = line
            if line.utf8.last == UInt8(ascii: "\r") { line = Substring(line.utf8.dropLast()) }
            if line.utf8.count > maxLineBytes {
                line = Substring(String(decoding: line.utf8.prefix(maxLineBytes), as: UTF8.self))
                isCut = true
            }
            guard lineCount < maxLines, byteCount + line.utf8.count < maxBytes else {
                (isCut, isFull) = (true, true)
                return
            }
            (lineCount, byteCount) = (lineCount + 1, byteCount + line.utf8.count + 1)
            hunks[hunks.count - 1].lines.append(mark + line)
        }
    }
}
