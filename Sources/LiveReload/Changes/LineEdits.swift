/// The fewest lines to remove and to add, by Myers' greedy algorithm ("An O(ND) Difference Algorithm and Its Variations",
/// 1986); where they are too many, all between the first and the last difference.
enum LineEdits {
    enum Step: Equatable {
        case same(old: Int, new: Int)
        case removed(Int)
        case added(Int)

        var isChange: Bool {
            if case .same = self { false } else { true }
        }
    }

    /// Bounds time and memory: both grow with its square.
    private static let maxEdits = 400

    static func from(_ old: [Substring], to new: [Substring]) -> [Step] {
        var numbers: [[UInt8]: Int] = [:]
        func number(_ line: Substring) -> Int {
            let key = Array(line.utf8)
            let number = numbers[key] ?? numbers.count
            numbers[key] = number
            return number
        }
        let (one, other) = (old.map(number), new.map(number))
        let start = zip(one, other).prefix { $0 == $1 }.count
        let tail = zip(one[start...].reversed(), other[start...].reversed()).prefix { $0 == $1 }.count
        let (oldEnd, newEnd) = (one.count - tail, other.count - tail)
        var steps = (0..<start).map { Step.same(old: $0, new: $0) }
        steps += middle(one, start..<oldEnd, other, start..<newEnd)
        steps += (0..<tail).map { Step.same(old: oldEnd + $0, new: newEnd + $0) }
        return steps
    }

    /// Where in both texts each step is, in lines from 0.
    static func positions(of steps: [Step]) -> [(old: Int, new: Int)] {
        var (old, new) = (0, 0)
        return steps.map { step in
            defer {
                switch step {
                case .same: (old, new) = (old + 1, new + 1)
                case .removed: old += 1
                case .added: new += 1
                }
            }
            return (old, new)
        }
    }

    private static func middle(_ one: [Int], _ old: Range<Int>, _ other: [Int], _ new: Range<Int>) -> [Step] {
        guard !old.isEmpty, !new.isEmpty, let trace = trace(one[old], other[new]) else {
            return old.map { .removed($0) } + new.map { .added($0) }
        }
        var (x, y) = (old.count, new.count)
        var steps: [Step] = []
        for (edits, reached) in trace.enumerated().reversed() {
            let diagonal = x - y
            let isDown = diagonal == -edits || diagonal != edits && reached[diagonal - 1] < reached[diagonal + 1]
            let before = isDown ? diagonal + 1 : diagonal - 1
            let (fromX, fromY) = edits == 0 ? (0, 0) : (reached[before], reached[before] - before)
            while x > fromX, y > fromY {
                (x, y) = (x - 1, y - 1)
                steps.append(.same(old: old.lowerBound + x, new: new.lowerBound + y))
            }
            guard edits > 0 else { break }
            steps.append(isDown ? .added(new.lowerBound + fromY) : .removed(old.lowerBound + fromX))
            (x, y) = (fromX, fromY)
        }
        return steps.reversed()
    }

    /// How far each diagonal was reached before each edit; `nil` where the edits are too many.
    private static func trace(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>) -> [Reached]? {
        var trace: [Reached] = []
        var reached = Reached(edits: 1)
        for edits in 0...min(maxEdits, old.count + new.count) {
            trace.append(reached)
            var next = Reached(edits: edits + 1)
            for diagonal in stride(from: -edits, through: edits, by: 2) {
                let isDown = diagonal == -edits || diagonal != edits && reached[diagonal - 1] < reached[diagonal + 1]
                var x = isDown ? reached[diagonal + 1] : reached[diagonal - 1] + 1
                var y = x - diagonal
                while x < old.count, y < new.count, old[old.startIndex + x] == new[new.startIndex + y] {
                    (x, y) = (x + 1, y + 1)
                }
                next[diagonal] = x
                if x >= old.count, y >= new.count { return trace }
            }
            reached = next
        }
        return nil
    }

    /// The furthest line of the old text on each diagonal.
    private struct Reached {
        private let offset: Int
        private var lines: [Int]

        init(edits: Int) {
            offset = edits
            lines = [Int](repeating: 0, count: 2 * edits + 1)
        }

        subscript(diagonal: Int) -> Int {
            get { lines[diagonal + offset] }
            set { lines[diagonal + offset] = newValue }
        }
    }
}
