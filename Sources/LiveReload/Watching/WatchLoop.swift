import NIOCore
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The steps of a watch on a thread, which waits for events or for what is due.
final class WatchLoop: Sendable {
    /// How long a start may wait for the names in the tree: some 200,000 files on a disk.
    private static let openingTime = TimeAmount.seconds(1)

    /// Whom the thread tells.
    struct Told: Sendable {
        let touched: @Sendable ([String]) -> Void
        let changed: @Sendable ([FileChange]) -> Void
        let troubled: @Sendable (WatchTrouble) -> Void
    }

    private let engine: Mutex<WatchEngine>
    private let told: Told
    private let isStopped = Atomic(false)

    init(directory: String, options: WatchOptions, told: Told) {
        engine = Mutex(WatchEngine(root: directory, options: options))
        self.told = told
    }

    /// What is there when it returns is known, so that its end is told, too; but for what was not found in time.
    func open() throws(WatchError) {
        let limit = NIODeadline.now() + Self.openingTime
        try engine.withLock { engine throws(WatchError) in
            try engine.begin(at: .now())
            while engine.isStarting, NIODeadline.now() < limit { engine.searchSome(at: .now()) }
        }
        waitForTick()
    }

    /// What is written from now on bears a later time than the start.
    private func waitForTick() {
        let fence = FileState.now()
        engine.withLock { $0.fence = fence }
        #if os(Linux)
        var time = timespec()
        for _ in 0..<30 {
            clock_gettime(CLOCK_REALTIME_COARSE, &time)
            guard FileState.nanoseconds(time) <= fence else { return }
            usleep(500)
        }
        #endif
    }

    /// Once it is said, and the thread woken, nothing is told any more.
    func stop() { isStopped.store(true, ordering: .releasing) }

    func run(until signal: WakeSignal) {
        while !isStopped.load(ordering: .acquiring) {
            let (tidings, descriptor, due) = engine.withLock { engine in
                let now = NIODeadline.now()
                return (engine.step(at: now), engine.source?.descriptor, engine.due(at: .now()))
            }
            tell(tidings)
            wait(for: descriptor, signal, until: due)
        }
    }

    private func tell(_ tidings: Tidings) {
        tidings.touched.forEach(told.touched)
        tidings.troubles.forEach(told.troubled)
        if !tidings.changes.isEmpty { told.changed(tidings.changes) }
    }

    private func wait(for descriptor: CInt?, _ signal: WakeSignal, until due: NIODeadline?) {
        var milliseconds: CInt = -1
        if let due {
            // Rounded up, or the last part of a millisecond would be waited for in circles.
            let left = max(0, (due - .now()).nanoseconds)
            milliseconds = CInt(clamping: left / 1_000_000 + (left % 1_000_000 > 0 ? 1 : 0))
        }
        var awaited = [pollfd(fd: signal.descriptor, events: Int16(POLLIN), revents: 0)]
        if let descriptor { awaited.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)) }
        if poll(&awaited, nfds_t(awaited.count), milliseconds) > 0, awaited[0].revents != 0 { signal.drain() }
    }

    func version(of segments: [String]) -> ContentVersion? {
        let (known, reading) = engine.withLock { $0.knowledge(of: segments) }
        if let known { return known }
        // Not while the engine is locked: events must not wait for a large file.
        var reader = FileReader()
        guard let reading, case .content(let content) = reader.read(reading.path, maxTextBytes: reading.maxTextBytes)
        else {
            return nil
        }
        engine.withLock { engine in
            if let place = engine.tree.place(of: segments) { engine.learn(content, of: place) }
        }
        return content.version
    }

    func diff(of change: UInt64) -> FileDiff? {
        engine.withLock { $0.diffs[change] }
    }
}
