import NIOCore

/// Tells to look at every directory, again and again: for those of which nobody else tells.
struct PollingSource: EventSource {
    /// How often a small tree is looked at.
    private static let period = TimeAmount.milliseconds(500)
    /// So many times as long as a round of looks took is the pause after it: at most 5 % of one processor.
    private static let pause: Int64 = 19
    /// Events of other directories must not wait until all are looked at.
    private static let sliceCount = 16

    private var directories: [DirectoryID] = []
    private var members: Set<DirectoryID> = []
    private var next = 0
    private var started = NIODeadline.uptimeNanoseconds(0)
    private var spent = TimeAmount.zero
    private(set) var due: NIODeadline?

    var descriptor: CInt? { nil }
    var isEmpty: Bool { directories.isEmpty }
    /// Those that are looked at, in no order.
    var watched: [DirectoryID] { directories }

    mutating func watch(_ directory: DirectoryID, path: String) throws(WatchFailure) {
        watch(directory)
    }

    mutating func watch(_ directory: DirectoryID) {
        guard members.insert(directory).inserted else { return }
        directories.append(directory)
        if due == nil { due = .uptimeNanoseconds(0) }
    }

    mutating func unwatch(_ directory: DirectoryID) {
        guard members.remove(directory) != nil, let index = directories.firstIndex(of: directory) else { return }
        directories.remove(at: index)
        if index < next { next -= 1 }
        if directories.isEmpty { due = nil }
    }

    mutating func events(at now: NIODeadline) -> [WatchEvent] {
        guard let due, due <= now else { return [] }
        if next >= directories.count {
            // What was left of the round is not to be looked at any more.
            endRound(at: now)
            return []
        }
        if next == 0 { (started, spent) = (now, .zero) }
        let slice = directories[next..<min(next + Self.sliceCount, directories.count)]
        next = slice.endIndex
        return slice.map { .contents($0) }
    }

    /// To be said after each look at what `events` told.
    mutating func tookTime(_ time: TimeAmount, at now: NIODeadline) {
        guard due != nil else { return }
        spent = spent + time
        if next >= directories.count { endRound(at: now) }
    }

    private mutating func endRound(at now: NIODeadline) {
        next = 0
        due = max(
            started + Self.period,
            now + .nanoseconds(spent.nanoseconds.multipliedReportingOverflow(by: Self.pause).0)
        )
    }
}
