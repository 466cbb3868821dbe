import NIOCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What the watch has to say after a step.
struct Tidings: Sendable {
    var touched: [[String]] = []
    var changes: [FileChange] = []
    var troubles: [WatchTrouble] = []
}

/// Events into changes, step by step and without a thread or a clock of its own.
///
/// Events only say where to look. What is known is compared with what is there, so a lost or a late event can delay a
/// change but not falsify it.
struct WatchEngine: Sendable {
    enum Search: Sendable {
        /// What is found was there before the start.
        case first
        /// What is found and was not known is new. `descends`: into directories that are watched already, too.
        case again(descends: Bool)
    }

    let rootPath: RootPath
    let options: WatchOptions
    /// Without links; empty while the directory is gone.
    var realRoot = ""
    /// What has changed later than this, in the file systems' time, has changed after the start.
    var fence: Int64 = 0

    var source: (any EventSource)?
    var polling = PollingSource()
    var tree = KnownTree()
    var dirty: DirtyNames
    var links = WatchedLinks()
    var reader = FileReader()
    var texts = KeptTexts()
    var diffs = RecentDiffs()
    var troubles = KnownTroubles()
    var tidings = Tidings()

    /// Directories to be read, the next one last.
    var searches: [(id: DirectoryID, search: Search)] = []
    /// Directories whose files are to be hashed.
    var unread: [DirectoryID] = []
    /// Of the one that is read now.
    var unreadFiles: [Place] = []
    var unreadBytes = WatchOptions.maxBackgroundBytes
    var isStarting = true
    /// Directories came or went, so links may lead elsewhere.
    var isRearranged = false
    /// What could not be watched in the searches that go on.
    var exhausted: [String]?
    /// When to look whether the directory is there again.
    var rootDue: NIODeadline?
    /// When to try again to watch what is polled.
    var retryDue: NIODeadline?
    var sequence: UInt64 = 0

    init(root: String, options: WatchOptions) {
        rootPath = RootPath(root)
        self.options = options
        dirty = DirtyNames(timing: options.timing)
    }

    /// Watches the directory itself; what is in it is found by the first searches.
    mutating func begin(at now: NIODeadline) throws(WatchError) {
        guard let state = FileState(path: rootPath.text, followsLinks: true), state.kind == .directory,
            let real = LinkTarget.real(rootPath.text)
        else { throw .noDirectory(code: ENOENT) }
        realRoot = real
        fence = FileState.now()
        source = makeSource()
        watchAboveRoot()
        watch(.root, state, at: now)
        searches.append((.root, .first))
    }

    /// Takes what has happened, and does a part of the work that there is.
    mutating func step(at now: NIODeadline) -> Tidings {
        takeEvents(at: now)
        lookAgain(at: now)
        searchSome(at: now)
        lookAtDirty(at: now)
        // Who began to write again while a file was read has made it half a file.
        takeEvents(at: now)
        tellReady(at: now)
        if !hasWork(at: now) { readSome() }
        defer { tidings = Tidings() }
        return tidings
    }

    /// When the next step is due even if no event comes; `nil` for never.
    func due(at now: NIODeadline) -> NIODeadline? {
        if hasWork(at: now) || isReading || exhausted != nil || isRearranged { return now }
        return [dirty.due(after: now), polling.due, source?.due, rootDue, retryDue].compactMap(\.self).min()
    }

    private func hasWork(at now: NIODeadline) -> Bool {
        !searches.isEmpty || !dirty.due(at: now, count: 1).isEmpty
    }

    func path(of id: DirectoryID) -> String {
        ([rootPath.text] + tree.segments(of: id)).joined(separator: "/")
    }

    func path(of place: Place) -> String {
        path(of: place.directory) + "/" + place.name.text
    }

    func isIgnored(_ place: Place, isDirectory: Bool) -> Bool {
        options.ignored.ignores(tree.segments(of: place), isDirectory: isDirectory)
    }

    mutating func note(_ place: Place, _ event: FileEvent, at now: NIODeadline) {
        let segments = tree.segments(of: place)
        if tidings.touched.last != segments { tidings.touched.append(segments) }
        dirty.noted(place, event, at: now)
    }

    mutating func trouble(_ cause: WatchTrouble.Cause, _ segments: [String]) {
        let trouble = WatchTrouble(cause: cause, segments: segments)
        if troubles.insert(trouble) { tidings.troubles.append(trouble) }
    }
}
