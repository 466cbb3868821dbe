import TestSupport
import Testing

@testable import StaticSite

struct ByteRangesTests {
    @Test(
        arguments: [
            ("bytes=0-0", [0..<1]), ("bytes=0-499", [0..<500]), ("bytes=500-999", [500..<1000]),
            ("bytes=999-999", [999..<1000]), ("bytes=999-", [999..<1000]), ("bytes=0-", [0..<1000]),
            ("bytes=0-999", [0..<1000]), ("bytes=0-1000", [0..<1000]), ("bytes=500-5000", [500..<1000]),
            ("bytes=-1", [999..<1000]), ("bytes=-500", [500..<1000]), ("bytes=-1000", [0..<1000]),
            ("bytes=-1001", [0..<1000]), ("bytes=0005-0009", [5..<10]), ("bytes=-0001", [999..<1000]),
            // Numbers that do not fit
            ("bytes=1-9223372036854775807", [1..<1000]), ("bytes=1-9223372036854775808", [1..<1000]),
            ("bytes=1-99999999999999999999999999", [1..<1000]), ("bytes=-9223372036854775808", [0..<1000]),
            ("bytes=-99999999999999999999999999", [0..<1000]),
            // The unit in any case, blanks, empty members
            ("BYTES=1-2", [1..<3]), ("Bytes=1-2", [1..<3]), ("bytes= 1-2", [1..<3]), ("bytes=\t1-2 \t", [1..<3]),
            ("bytes=,1-2", [1..<3]), ("bytes=1-2,", [1..<3]), ("bytes= , ,1-2, ,", [1..<3]),
            // Several
            ("bytes=0-0,-1", [0..<1, 999..<1000]), ("bytes=0-9 , 500-509\t,\t900-909", [0..<10, 500..<510, 900..<910]),
            ("bytes=900-909,0-9", [900..<910, 0..<10]), ("bytes=-10,0-9", [990..<1000, 0..<10]),
            ("bytes=0-9,2000-", [0..<10]), ("bytes=2000-,5000-6000,0-9,-0", [0..<10]),
        ] as [(String, [Range<Int>])]
    )
    func rangesAreThoseThatTheFileHas(_ field: String, _ ranges: [Range<Int>]) {
        #expect(ByteRanges.select(field, length: 1000) == .ranges(ranges))
    }

    @Test(
        arguments: [
            ("bytes=0-99,50-149", [0..<150]), ("bytes=0-99,100-199", [0..<200]), ("bytes=0-9,0-9", [0..<10]),
            ("bytes=100-199,0-99", [0..<200]), ("bytes=0-999,5-6", [0..<1000]), ("bytes=5-6,0-999", [0..<1000]),
            // The head of a part is longer than the gap
            ("bytes=0-9,89-99", [0..<100]), ("bytes=0-9,90-99", [0..<10, 90..<100]), ("bytes=89-99,0-9", [0..<100]),
            ("bytes=0-0,40-40,80-80,120-120", [0..<121]),
            // In the order in which they were asked for
            ("bytes=900-909,500-509,0-9", [900..<910, 500..<510, 0..<10]),
            ("bytes=500-509,900-909,0-9,510-519", [500..<520, 900..<910, 0..<10]),
            ("bytes=900-909,510-519,0-9,500-509", [900..<910, 500..<520, 0..<10]),
            ("bytes=-5,0-4,-10", [990..<1000, 0..<5]), ("bytes=0-899,-1,880-989", [0..<1000]),
        ] as [(String, [Range<Int>])]
    )
    func rangesThatNearlyTouchAreOneWhereTheFirstStood(_ field: String, _ ranges: [Range<Int>]) {
        #expect(ByteRanges.select(field, length: 1000) == .ranges(ranges))
    }

    @Test(arguments: [
        "bytes=1000-", "bytes=1000-1000", "bytes=1000-2000,3000-", "bytes=-0", "bytes=-0,-00", "bytes=-0,1000-",
        "bytes=9223372036854775807-", "bytes=9223372036854775807-9223372036854775807",
        "bytes=9223372036854775808-99999999999999999999", "bytes=99999999999999999999999999-",
    ])
    func nothingOfTheFileIsNotSatisfiable(_ field: String) {
        #expect(ByteRanges.select(field, length: 1000) == .notSatisfiable)
    }

    @Test(arguments: [
        "", "bytes", "bytes=", "bytes=,", "bytes= , ", "bytes=-", "bytes=--1", "bytes=1", "bytes=1-2-3", "bytes=1--2",
        "bytes=a-b", "bytes=1-b", "bytes=a-", "bytes=0x1-0x2", "bytes=+1-2", "bytes=1.5-2", "bytes=1 -2", "bytes=1- 2",
        "bytes=1-2 3-4", "bytes=1-2;3-4", "bytes=1-2,x", "bytes=x,1-2", "bytes=1-2,5-4", "bytes=- 1", "bytes=１-２",
        "bytes=2-1", "bytes=1-0", "bytes=5000-4000", "bytes=1-2\u{301}", "bytes=\"1-2\"",
        "bytes 1-2", "bytes =1-2", " bytes=1-2", "byte=1-2", "bytess=1-2", "octets=1-2", "lines=1-2", "seconds=1-2",
        "=1-2", "1-2", "bytes:1-2", "none", "bytes=1-2, bytes=3-4",
    ])
    func whatIsNoByteRangeIsIgnored(_ field: String) {
        #expect(ByteRanges.select(field, length: 1000) == .whole)
    }

    /// RFC 9110 §14.1.2: no position is before its end, but a suffix is satisfiable; Content-Range cannot say which.
    @Test(
        arguments: [
            ("bytes=0-", .notSatisfiable), ("bytes=0-0", .notSatisfiable), ("bytes=-0", .notSatisfiable),
            ("bytes=-1", .whole), ("bytes=0-0,-5", .whole), ("bytes=x", .whole),
        ] as [(String, ByteRanges.Selection)]
    )
    func emptyFileHasAnEmptyEndAlone(_ field: String, _ selection: ByteRanges.Selection) {
        #expect(ByteRanges.select(field, length: 0) == selection)
    }

    @Test func tooManyRangesAreTheWholeFile() {
        let fits = (0..<16).map { "\($0 * 100)-\($0 * 100)" }
        #expect(
            ByteRanges.select("bytes=" + fits.joined(separator: ","), length: 10_000)
                == .ranges((0..<16).map { $0 * 100..<$0 * 100 + 1 })
        )
        #expect(ByteRanges.select("bytes=" + fits.joined(separator: ",") + ",1600-1600", length: 10_000) == .whole)
        #expect(ByteRanges.select("bytes=0-" + String(repeating: ",0-", count: 199), length: 10) == .ranges([0..<10]))
        #expect(ByteRanges.select("bytes=0-" + String(repeating: ",0-", count: 200), length: 10) == .whole)
        #expect(ByteRanges.select("bytes=9-" + String(repeating: ",0-", count: 1_000_000), length: 10) == .whole)
    }

    @Test func lengthMayBeTheLargestNumber() {
        #expect(ByteRanges.select("bytes=-1,0-0", length: .max) == .ranges([.max - 1 ..< .max, 0..<1]))
        #expect(ByteRanges.select("bytes=0-9223372036854775807", length: .max) == .ranges([0 ..< .max]))
        #expect(ByteRanges.select("bytes=5-,9223372036854775800-", length: .max) == .ranges([5 ..< .max]))
    }

    @Test func randomFieldsGiveRangesOfTheFile() {
        var random = SeededGenerator(seed: 5)
        let pieces = [
            "0", "1", "7", "50", "99", "100", "9223372036854775807", "18446744073709551616", "-", "-", ",", " ", "a",
        ]
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...12, using: &random)
            let set = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let length = [0, 1, 100, 1 << 20, .max].randomElement(using: &random) ?? 0
            guard case .ranges(let ranges) = ByteRanges.select("bytes=" + set, length: length) else { continue }
            #expect(
                !ranges.isEmpty && ranges.allSatisfy { !$0.isEmpty && $0.lowerBound >= 0 && $0.upperBound <= length }
            )
            let sorted = ranges.sorted { $0.lowerBound < $1.lowerBound }
            #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1.lowerBound - $0.upperBound >= 80 })
        }
    }

    /// Sets that are right, against one that is written to be obvious.
    @Test func rangesHaveTheBytesThatWereAskedFor() {
        var random = SeededGenerator(seed: 6)
        for _ in 0..<3000 {
            let asked = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                let first = Int.random(in: 0...1200, using: &random)
                return first...first + Int.random(in: 0...100, using: &random)
            }
            let set = asked.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ", ")
            let wanted = Set(asked.joined()).intersection(0..<1000)
            switch ByteRanges.select("bytes=" + set, length: 1000) {
            case .whole: Issue.record("\(set) is no reason for the whole file")
            case .notSatisfiable: #expect(wanted.isEmpty)
            case .ranges(let ranges): #expect(wanted.isSubset(of: ranges.joined()), "\(set)")
            }
        }
    }
}
