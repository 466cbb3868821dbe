import TestSupport
import Testing

@testable import LiveReload

struct FileDiffTests {
    @Test(arguments: [
        ("", "", []),
        ("a\n", "a\n", []),
        ("", "a\nb\n", ["0:+a", "+b"]),
        ("a\nb\n", "", ["0:-a", "-b"]),
        ("a\nb\nc\n", "a\nx\nc\n", ["0: a", "-b", "+x", " c"]),
        ("a\r\nb\r\n", "a\r\nc\r\n", ["0: a", "-b", "+c"]),
        ("1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\nx\n6\n7\n8\n", ["1: 2", " 3", " 4", "-5", "+x", " 6", " 7", " 8"]),
        ("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n", nil),
    ])
    func linesThatDiffer(_ old: String, _ new: String, _ expected: [String]?) throws {
        let diff = try #require(FileDiff(from: Array(old.utf8), to: Array(new.utf8)))
        let lines = diff.hunks.flatMap { hunk in
            hunk.lines.enumerated().map { $0 == 0 ? "\(hunk.old - 1):\($1)" : $1 }
        }
        if let expected { #expect(lines == expected) }
        #expect(!diff.isCut)
    }

    @Test func placesFarApartAreTwoHunks() throws {
        var lines = (1...40).map(String.init)
        let old = lines.joined(separator: "\n")
        lines[4] = "x"
        lines.insert("y", at: 30)
        let diff = try #require(FileDiff(from: Array(old.utf8), to: Array(lines.joined(separator: "\n").utf8)))
        #expect(diff.hunks.map(\.old) == [2, 28])
        #expect(diff.hunks.map(\.new) == [2, 28])
        #expect(diff.hunks.map(\.lines.count) == [8, 7])
    }

    @Test func whatIsNoTextHasNone() {
        #expect(FileDiff(from: [0xFF], to: [0x41]) == nil)
    }

    @Test func largeOnesAreCut() throws {
        let many = Array((0..<500).map { "line \($0)" }.joined(separator: "\n").utf8)
        let diff = try #require(FileDiff(from: [], to: many))
        #expect(diff.isCut)
        #expect(diff.hunks.first?.lines.count == 200)
        let long = try #require(FileDiff(from: [], to: [UInt8](repeating: 0x61, count: 60_000)))
        #expect(long.isCut)
        #expect(long.hunks.first?.lines.first?.utf8.count == 1025)
        let wide = Array(repeating: String(repeating: "é", count: 450), count: 60).joined(separator: "\n")
        let bounded = try #require(FileDiff(from: [], to: Array(wide.utf8)))
        #expect(bounded.isCut)
        #expect(bounded.hunks.first?.lines.count == 18)
    }

    @Test func textsWithNothingInCommonTakeNoTime() throws {
        let old = (0..<8000).map { "a\($0)" }.joined(separator: "\n")
        let new = (0..<8000).map { "b\($0)" }.joined(separator: "\n")
        let diff = try #require(FileDiff(from: Array(old.utf8), to: Array(new.utf8)))
        #expect(diff.isCut)
    }

    /// Myers' edits applied to the old lines give the new ones, and are as few as a table says.
    @Test func editsAreRightAndFew() {
        var random = SeededGenerator(seed: 6)
        for _ in 0..<500 {
            let old = (0..<Int.random(in: 0...12, using: &random)).map { _ in "abc".randomElement(using: &random) ?? "a"
            }
            let new = (0..<Int.random(in: 0...12, using: &random)).map { _ in "abc".randomElement(using: &random) ?? "a"
            }
            let steps = LineEdits.from(old.map { Substring(String($0)) }, to: new.map { Substring(String($0)) })
            let built = steps.compactMap { step -> Character? in
                switch step {
                case .same(let index, _): old[index]
                case .added(let index): new[index]
                case .removed: nil
                }
            }
            #expect(built == new)
            let added = steps.count { if case .added = $0 { true } else { false } }
            #expect(steps.count - added == old.count)
            #expect(steps.count { $0.isChange } == old.count + new.count - 2 * longestCommon(old, new))
        }
    }

    private func longestCommon(_ one: [Character], _ other: [Character]) -> Int {
        var row = [Int](repeating: 0, count: other.count + 1)
        for item in one {
            var diagonal = 0
            for index in other.indices {
                let above = row[index + 1]
                row[index + 1] = item == other[index] ? diagonal + 1 : max(above, row[index])
                diagonal = above
            }
        }
        return row[other.count]
    }
}
