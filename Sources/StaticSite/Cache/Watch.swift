import NIOCore
import Synchronization

/// A name in the site and what was found there, to be compared with what is there now. What a name led to is trusted for
/// `trust` and then looked at again: that works on every file system, and needs nobody to tell of changes.
final class Watch: Sendable {
    /// In nanoseconds: a request that starts 100 ms after a file was closed must never see what was there before.
    static let trust: UInt64 = 50_000_000

    private let checked: Atomic<UInt64>
    /// From the root, with links in it if there are any.
    private let segments: [String]
    private let name: String
    /// `nil`: there was nothing of that name.
    let version: FileVersion?
    /// The directory of the name, where it is watched itself and the name is no link: then one look at the name in it will
    /// do, which is a third of the work.
    private let directory: Watch?
    /// Of a directory that others look into.
    private let descriptor: Descriptor?
    /// `checked` is when was seen what the look relied on (`SiteRoot.moment`).
    init(_ segments: [String], _ version: FileVersion?, in directory: Watch? = nil, checked: UInt64) {
        self.segments = segments
        self.version = version
        name = segments.last ?? "."
        descriptor = nil
        self.directory = directory?.versionInside(of: name) == version ? directory : nil
        self.checked = Atomic(checked)
    }

    /// Of a directory to look into.
    init(directory descriptor: Descriptor, _ segments: [String], _ version: FileVersion, checked: UInt64) {
        self.segments = segments
        self.version = version
        name = segments.last ?? "."
        self.descriptor = descriptor
        directory = nil
        self.checked = Atomic(checked)
    }

    /// A clock that never goes back, in nanoseconds.
    static func clock() -> UInt64 { NIODeadline.now().uptimeNanoseconds }

    /// Moments at which no machine of ours has been looking: the first millisecond of its uptime.
    private static let distrusted: UInt64 = 1_000_000

    /// Something may have changed: the next look is due at once, and one that is on its way counts for nothing.
    func distrust() {
        let last = checked.load(ordering: .relaxed)
        // Another one each time, so that the look sees it.
        checked.store(last < Self.distrusted - 1 ? last + 1 : 0, ordering: .relaxed)
    }

    /// Whether it was looked at lately.
    func isTrusted(at now: UInt64) -> Bool {
        let checked = checked.load(ordering: .relaxed)
        return now < checked || now - checked < Self.trust
    }

    /// Whether the name still leads there; reads from the file system when that was not looked at lately.
    func holds(in root: SiteRoot, at now: UInt64) -> Bool {
        if isTrusted(at: now) { return true }
        let before = checked.load(ordering: .relaxed)
        // What the look relies on was seen some time ago, and trusts must not add up.
        let moment = root.moment
        guard currentVersion(in: root, at: now) == version else { return false }
        let relied = directory?.checked.load(ordering: .relaxed) ?? moment
        // Unless it was distrusted meanwhile.
        _ = checked.compareExchange(expected: before, desired: min(moment, relied), ordering: .relaxed)
        return true
    }

    private func currentVersion(in root: SiteRoot, at now: UInt64) -> FileVersion? {
        if let directory {
            return directory.holds(in: root, at: now) ? directory.versionInside(of: name) : nil
        }
        return try? root.version(of: segments)
    }

    /// What the name is in this directory, wherever that is by now; of a link the link's own.
    private func versionInside(of name: String) -> FileVersion? {
        descriptor.flatMap { try? $0.status(of: name).version }
    }
}
