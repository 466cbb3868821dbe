import NIOCore

/// The names that something happened to, until it is known what: when to look at each, and when to tell what was seen.
///
/// A file that was closed is looked at after a quiet moment, one that is still open when it looks the same twice, and one
/// that is gone when it stays so. When many names wait, all are told at once.
struct DirtyNames: Sendable {
    /// What a name has become.
    enum Finding: Equatable, Sendable {
        case content(FileContent)
        case deleted

        func isSame(as other: Finding) -> Bool {
            switch (self, other) {
            case (.content(let one), .content(let other)): one.state == other.state && one.version == other.version
            case (.deleted, .deleted): true
            case (.content, .deleted), (.deleted, .content): false
            }
        }
    }

    struct Ready: Equatable, Sendable {
        let place: Place
        let finding: Finding
        /// The last event.
        let savedAt: NIODeadline
    }

    private enum State {
        case waiting
        case seen(Finding, at: NIODeadline)
        case ready(Finding)
    }

    private struct Entry {
        let first: NIODeadline
        /// Of its events.
        var last: NIODeadline
        var isWhole: Bool
        var state = State.waiting
        /// Not looked at before.
        var due: NIODeadline
    }

    /// Bounds what files that may never be read cost.
    private static let maxUnreadableWait = TimeAmount.seconds(10)

    private let timing: WatchTiming
    private var entries: [Place: Entry] = [:]
    /// Since when more names wait than in a small change, and the last event of a name that has not waited for long.
    private var burst: (first: NIODeadline, last: NIODeadline)?

    init(timing: WatchTiming = WatchTiming()) {
        self.timing = timing
    }

    var isEmpty: Bool { entries.isEmpty }

    func contains(_ place: Place) -> Bool { entries[place] != nil }

    mutating func noted(_ place: Place, _ event: FileEvent, at now: NIODeadline) {
        var entry = entries[place] ?? Entry(first: now, last: now, isWhole: false, due: now)
        entry.last = now
        switch event {
        case .written: entry.isWhole = false
        case .whole: entry.isWhole = true
        case .attributes: break
        }
        entry.state = .waiting
        entry.due =
            entry.isWhole ? min(now + timing.quiet, max(now, entry.first + timing.maxQuiet)) : now + timing.settling
        entries[place] = entry
        guard entries.count > timing.burstCount else { return }
        let isFresh = now < entry.first + timing.maxBurst
        burst = (burst?.first ?? now, isFresh ? now : burst?.last ?? now)
    }

    /// Events were lost: what was seen already may be another by now.
    mutating func doubtAll(at now: NIODeadline) {
        for index in entries.values.indices {
            if case .waiting = entries.values[index].state { continue }
            entries.values[index].state = .waiting
            entries.values[index].due = now + timing.quiet
        }
    }

    /// When the next look is due, or the next telling.
    func due(after now: NIODeadline) -> NIODeadline? {
        if let windowEnd, now < windowEnd { return windowEnd }
        return entries.values.lazy.map { entry in
            if case .ready = entry.state { entry.first + limit } else { entry.due }
        }.min()
    }

    /// The names to look at now, at most `count`.
    func due(at now: NIODeadline, count: Int) -> [Place] {
        if let windowEnd, now < windowEnd { return [] }
        var places: [Place] = []
        for (place, entry) in entries where entry.due <= now {
            if case .ready = entry.state { continue }
            places.append(place)
            if places.count == count { break }
        }
        return places
    }

    /// A look found what was known before, or nothing where nothing was.
    mutating func wasUnchanged(_ place: Place) {
        entries[place] = nil
        endBurst()
    }

    /// A look found a file that is being written.
    mutating func wasChanging(_ place: Place, at now: NIODeadline) {
        entries[place]?.isWhole = false
        entries[place]?.state = .waiting
        entries[place]?.due = now + timing.settling
    }

    /// A look found a file that cannot be read now. The longer that lasts, the longer is the wait for the next look.
    mutating func wasUnreadable(_ place: Place, at now: NIODeadline) {
        guard let last = entries[place]?.last else { return }
        entries[place]?.state = .waiting
        entries[place]?.due = now + max(timing.settling, min(now - last, Self.maxUnreadableWait))
    }

    /// A look found something else than was known before.
    mutating func wasFound(_ place: Place, _ finding: Finding, at now: NIODeadline) {
        guard var entry = entries[place] else { return }
        defer { entries[place] = entry }
        let wait = finding == .deleted ? timing.absence : timing.settling
        if entry.isWhole, finding != .deleted {
            entry.state = .ready(finding)
        } else if case .seen(let before, let time) = entry.state, before.isSame(as: finding) {
            entry.due = time + wait
            if entry.due <= now { entry.state = .ready(finding) }
        } else {
            entry.state = .seen(finding, at: finding == .deleted ? entry.last : now)
            entry.due = (finding == .deleted ? entry.last : now) + wait
            // Somebody was late: the time of absence is over already.
            if entry.due <= now { entry.state = .ready(finding) }
        }
    }

    /// What is to be told now, all of it or nothing; `isSearching`: there may be more names soon.
    mutating func takeReady(at now: NIODeadline, isSearching: Bool = false) -> [Ready] {
        if let windowEnd, now < windowEnd { return [] }
        guard !isWaitingForOthers(at: now, isSearching: isSearching) else { return [] }
        var taken: [(first: NIODeadline, ready: Ready)] = []
        for (place, entry) in entries {
            guard case .ready(let finding) = entry.state else { continue }
            taken.append((entry.first, Ready(place: place, finding: finding, savedAt: entry.last)))
        }
        guard !taken.isEmpty else { return [] }
        for (_, ready) in taken { entries[ready.place] = nil }
        burst = nil
        return taken.sorted { $0.first < $1.first }.map(\.ready)
    }

    private var limit: TimeAmount { burst == nil ? timing.maxQuiet : timing.maxBurst }

    private var windowEnd: NIODeadline? {
        burst.map { min($0.last + timing.burstQuiet, $0.first + timing.maxBurst) }
    }

    private func isWaitingForOthers(at now: NIODeadline, isSearching: Bool) -> Bool {
        var isReady = false
        var isOther = isSearching
        for entry in entries.values {
            if case .ready = entry.state {
                if entry.first + limit <= now { return false }
                isReady = true
            } else if burst != nil ? now < entry.first + timing.maxBurst : isInWork(entry, at: now) {
                isOther = true
            }
        }
        return isReady && isOther
    }

    /// Whether somebody is writing a file right now, in a small change; one that is gone is not waited for.
    private func isInWork(_ entry: Entry, at now: NIODeadline) -> Bool {
        if case .seen(.deleted, _) = entry.state { return false }
        return now < entry.last + timing.quiet + timing.quiet
    }

    private mutating func endBurst() {
        if entries.isEmpty { burst = nil }
    }
}
