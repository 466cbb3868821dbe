/// What must hold for a resource to be served.
struct Freshness: Sendable {
    private let watches: [Watch]
    /// When its tags, weak now, may be strong: it is made anew then.
    private let settlesAt: FileTime?
    /// Whether a change after this would show. Otherwise the resource is good for one answer.
    let isTold: Bool

    init(watches: [Watch], versions: [FileVersion], now: FileTime) {
        self.watches = watches
        settlesAt = versions.filter { !$0.hasSettled(at: now) }.map(\.settlesAt).max()
        isTold = versions.allSatisfy { $0.wouldShowChange(at: now) }
    }

    /// Whether that can be said without a look at the file system.
    func isTrusted(at now: UInt64) -> Bool {
        watches.allSatisfy { $0.isTrusted(at: now) } && !hasSettled
    }

    /// Looks at the file system where that was not done lately.
    func holds(in root: SiteRoot, at now: UInt64) -> Bool {
        watches.allSatisfy { $0.holds(in: root, at: now) } && !hasSettled
    }

    private var hasSettled: Bool { settlesAt.map { $0 <= .now } ?? false }
}

extension FileVersion {
    /// Within this time a file may be changed twice and bear the same time, in the eyes of those who compare dates.
    private static let settling: Int64 = 2

    /// When the last change is long enough ago that one more would bear another time.
    var settlesAt: FileTime {
        var time = max(modified, changed)
        time.seconds += Self.settling
        return time
    }

    func hasSettled(at now: FileTime) -> Bool { settlesAt <= now }

    /// Whether a change after `now` would give another version. File systems take their time from a clock that ticks
    /// every 1 to 10 ms, and some keep whole seconds only.
    func wouldShowChange(at now: FileTime) -> Bool {
        if modified.nanoseconds == 0, changed.nanoseconds == 0 { return hasSettled(at: now) }
        var tick = changed
        tick.nanoseconds += 20_000_000
        if tick.nanoseconds >= 1_000_000_000 {
            tick.nanoseconds -= 1_000_000_000
            tick.seconds += 1
        }
        return tick <= now
    }
}
