/// The troubles that were told, so that each is told once.
struct KnownTroubles: Sendable {
    /// Bounds what a tree full of unreadable directories says.
    private static let maxCount = 20

    private var known: [WatchTrouble] = []

    /// Whether it is to be told: `false` where it, or the same of a directory above, was told before.
    mutating func insert(_ trouble: WatchTrouble) -> Bool {
        guard known.count < Self.maxCount else { return false }
        let isKnown = known.contains { $0.cause == trouble.cause && trouble.segments.starts(with: $0.segments) }
        if !isKnown { known.append(trouble) }
        return !isKnown
    }
}
