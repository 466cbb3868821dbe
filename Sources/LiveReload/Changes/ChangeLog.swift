package import NIOCore

/// The last changes of a run, for those who missed some.
package struct ChangeLog: Sendable {
    package static let usualCapacity = 10_000

    private let capacity: Int
    /// In order of sequence, without a gap. Up to twice as many as are kept, so that making room is seldom work.
    private var changes: [FileChange] = []

    /// Bounds the memory: about 200 bytes for each change.
    package init(capacity: Int = usualCapacity) {
        self.capacity = max(1, capacity)
    }

    /// The last one's sequence; 0 before the first.
    package var latest: UInt64 { changes.last?.sequence ?? 0 }

    package mutating func append(_ more: [FileChange]) {
        changes += more
        if changes.count >= 2 * capacity { changes.removeFirst(changes.count - capacity) }
    }

    /// What came after a change; `nil` when not all of it is kept, or when there was no such change in this run.
    package func changes(after sequence: UInt64) -> ArraySlice<FileChange>? {
        guard sequence <= latest else { return nil }
        let missed = latest - sequence
        guard missed <= UInt64(min(changes.count, capacity)) else { return nil }
        return changes.suffix(Int(missed))
    }

    /// What was told after a moment, as far as it is kept.
    package func changes(toldAfter moment: NIODeadline) -> ArraySlice<FileChange> {
        changes.suffix(changes.reversed().prefix { $0.toldAt > moment }.count)
    }

    /// `nil` where it is no longer kept.
    package func change(_ sequence: UInt64) -> FileChange? {
        guard let first = changes.first?.sequence, sequence >= first, sequence <= latest else { return nil }
        return changes[Int(sequence - first)]
    }

    /// The last ones, at most `count`.
    package func last(_ count: Int) -> ArraySlice<FileChange> {
        changes.suffix(max(0, min(count, capacity)))
    }
}
