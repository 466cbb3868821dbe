import NIOCore
import TestSupport

@testable import LiveReload

/// A directory with a watch that is driven by hand: the clock goes on only when a test says so, and inotify tells what
/// this process did before the call returns.
final class WatchedSite {
    let directory: TemporaryDirectory
    private(set) var engine: WatchEngine
    private(set) var now = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    private(set) var batches: [[FileChange]] = []
    private(set) var touched: Set<String> = []
    private(set) var troubles: [WatchTrouble] = []

    var path: String { directory.path + "/site" }

    /// `isRead`: whether the contents are known before anything happens.
    init(
        _ files: [String: String] = [:],
        options: WatchOptions = WatchOptions(),
        isRead: Bool = true,
        prepare: (String) throws -> Void = { _ in }
    ) throws {
        directory = try TemporaryDirectory()
        engine = WatchEngine(root: directory.path + "/site", options: options)
        try FileSystem.makeDirectory(path)
        for (name, text) in files { try write(text, to: name) }
        try prepare(path)
        try engine.begin(at: now)
        for _ in 0..<100_000 where engine.isStarting || isRead && engine.isReading { step() }
        (batches, touched) = ([], [])
    }

    func write(_ text: String, to name: String) throws {
        try directory.write(text, to: "site/" + name)
    }

    /// One step, and time for nothing.
    func step() {
        let tidings = engine.step(at: now)
        touched.formUnion(tidings.touched.map { $0.joined(separator: "/") })
        troubles += tidings.troubles
        if !tidings.changes.isEmpty { batches.append(tidings.changes) }
    }

    /// Lets time pass, with a step whenever one is due.
    func pass(_ time: TimeAmount) {
        let end = now + time
        step()
        for _ in 0..<100_000 {
            guard let due = engine.due(at: now), due <= end else { break }
            now = max(now, due)
            step()
        }
        now = end
        step()
    }

    /// What was told since the last call, as `+created`, `*modified` and `-deleted`, sorted, after three seconds.
    func told(after time: TimeAmount = .seconds(3)) -> [String] {
        pass(time)
        defer { batches = [] }
        return batches.joined().map(Self.line).sorted()
    }

    func toldBatches(after time: TimeAmount = .seconds(3)) -> [[String]] {
        pass(time)
        defer { batches = [] }
        return batches.map { $0.map(Self.line).sorted() }
    }

    private static func line(_ change: FileChange) -> String {
        let mark =
            switch change.kind {
            case .created: "+"
            case .modified: "*"
            case .deleted: "-"
            }
        return mark + change.segments.joined(separator: "/")
    }

    /// As if the kernel had told it.
    func take(_ event: WatchEvent) {
        engine.take(event, at: now)
    }

    /// As if there were watches again.
    func allowWatches() {
        var source = engine.source as? Inotify
        source?.maxWatches = nil
        engine.source = source
    }

    /// What happened until now is not told.
    func loseEvents() {
        while engine.source?.events(at: now).isEmpty == false {}
        take(.lost)
    }

    /// From now on another one tells.
    func listen(to source: PathPipeSource) {
        var source = source
        for id in engine.tree.directories.keys { try? source.watch(id, path: engine.path(of: id)) }
        engine.source = source
    }

    /// Nothing is told from now on.
    func deafen() {
        engine.source = nil
    }
}
