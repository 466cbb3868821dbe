import LiveReload
import NIOCore
import Testing

struct ChangeLogTests {
    private func log(_ count: UInt64, capacity: Int = 3, from first: UInt64 = 1) -> ChangeLog {
        var log = ChangeLog(capacity: capacity)
        for sequence in first..<(first + count) { log.append([change(sequence)]) }
        return log
    }

    private func change(_ sequence: UInt64) -> FileChange {
        FileChange(
            sequence: sequence,
            segments: ["a"],
            kind: .modified,
            version: nil,
            savedAt: .now(),
            toldAt: .now()
        )
    }

    @Test(
        arguments: [
            (0, 0, []), (0, 1, nil), (2, 0, [1, 2]), (2, 1, [2]), (2, 2, []), (2, 3, nil), (3, 0, [1, 2, 3]),
            (4, 0, nil),
            (4, 1, [2, 3, 4]), (50, 46, nil), (50, 47, [48, 49, 50]), (50, .max, nil),
        ] as [(UInt64, UInt64, [UInt64]?)]
    )
    func tellsWhatCameAfter(_ count: UInt64, _ sequence: UInt64, _ expected: [UInt64]?) {
        #expect(log(count).changes(after: sequence)?.map(\.sequence) == expected)
    }

    @Test(arguments: [(0, []), (2, [49, 50]), (9, [48, 49, 50]), (-1, [])])
    func lastOnes(_ count: Int, _ expected: [UInt64]) {
        #expect(log(50).last(count).map(\.sequence) == expected)
    }
}
