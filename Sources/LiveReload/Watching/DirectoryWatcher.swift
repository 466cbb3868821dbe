import NIOCore
import NIOPosix
import Synchronization

/// Watches a directory with all that is in it, on a thread of its own, and tells which files have another content.
///
/// The functions are called on that thread, one at a time; they must not call `stop`.
package final class DirectoryWatcher: Sendable {
    private enum State {
        case idle
        case running(NIOThreadPool, WakeSignal)
        case stopped
    }

    private let loop: WatchLoop
    private let state = Mutex(State.idle)

    /// - `touched`: names from the directory on, at once for every event and before anything is read; no names for all of
    ///   the directory. It is told more often than anything changes.
    /// - `changed`: what has another content, in order of sequence, once it is settled.
    /// - `troubled`: once for each part of the tree.
    package init(
        directory: String,
        options: WatchOptions = WatchOptions(),
        touched: @escaping @Sendable ([String]) -> Void,
        changed: @escaping @Sendable ([FileChange]) -> Void,
        troubled: @escaping @Sendable (WatchTrouble) -> Void
    ) {
        let told = WatchLoop.Told(touched: touched, changed: changed, troubled: troubled)
        loop = WatchLoop(directory: directory, options: options, told: told)
    }

    deinit {
        stop(waiting: false)
    }

    /// What changes from now on is told. Reads the names in the tree, which takes a second at most: of a larger tree the
    /// rest is found later, and what is deleted before that is not told. Throws `WatchError` where there is no such
    /// directory.
    package func start() throws {
        try state.withLock { state in
            guard case .idle = state else { return }
            let signal = try WakeSignal()
            try loop.open()
            let pool = NIOThreadPool(numberOfThreads: 1)
            pool.start()
            pool.submit { [loop] _ in loop.run(until: signal) }
            state = .running(pool, signal)
        }
    }

    /// Waits for the end of the thread: nothing is told after that.
    package func stop() {
        stop(waiting: true)
    }

    private func stop(waiting: Bool) {
        let former = state.withLock { state in
            defer { state = .stopped }
            return state
        }
        guard case .running(let pool, let signal) = former else { return }
        loop.stop()
        signal.wake()
        if waiting {
            try? pool.syncShutdownGracefully()
        } else {
            pool.shutdownGracefully { _ in }
        }
    }

    /// Of the content last known, in the names' bytes; `nil` where no file of that name is watched. Where it was not read
    /// yet it is read now, which may wait for the disk.
    package func version(of segments: [String]) -> ContentVersion? {
        loop.version(of: segments)
    }

    /// What a change did to a text; `nil` where it is no text, or too large, or longer ago than is kept.
    package func text(of change: UInt64) -> FileDiff? {
        loop.diff(of: change)
    }
}
