/// What must hold for a resource to be served.
struct Freshness: Sendable {
    private let file: Watch
    /// Of all names beside the file that were not there.
    private let directory: Watch?
    private let others: [Watch]
    /// When its tags, weak now, may be strong: it is made anew then.
    private let settlesAt: FileTime?
    /// Whether a change after this would show. Otherwise the resource is good for one answer.
    let isTold: Bool
    /// Whether a look may take long, because the file system is elsewhere.
    let isRemote: Bool

    init(
        file: Watch,
        directory: Watch?,
        others: [Watch],
        versions: [FileVersion],
        now: FileTime,
        isRemote: Bool
    ) {
        self.file = file
        self.directory = directory
        self.others = others
        self.isRemote = isRemote
        settlesAt = versions.filter { !$0.hasSettled(at: now) }.map(\.settlesAt).max()
        isTold = versions.allSatisfy { $0.wouldShowChange(at: now) }
    }

    /// Whether that can be said without a look at the file system.
    func isTrusted(at now: UInt64) -> Bool {
        directory?.isTrusted(at: now) != false && file.isTrusted(at: now)
            && others.allSatisfy { $0.isTrusted(at: now) } && !hasSettled
    }

    /// Has the file system looked at for the next request.
    func distrust() {
        directory?.distrust()
        file.distrust()
        for other in others { other.distrust() }
    }

    /// Looks at the file system where that was not done lately.
    func holds(in root: SiteRoot, at now: UInt64) -> Bool {
        directory?.holds(in: root, at: now) != false && file.holds(in: root, at: now)
            && others.allSatisfy { $0.holds(in: root, at: now) } && !hasSettled
    }

    private var hasSettled: Bool { settlesAt.map { $0 <= .now } ?? false }
}
