import Dispatch
import Logging
import Synchronization

/// Writes log lines on a thread of its own, so that no connection waits for whoever reads stderr.
struct BackgroundLog: Sendable {
    /// Lines that may wait to be written, when whatever reads stderr does not; further ones are counted, not kept.
    private static let maxWaitingLines = 32_768
    /// How long stopping waits for them.
    private static let drainTimeout = DispatchTimeInterval.seconds(1)

    let logger: Logger
    private let queue = DispatchQueue(label: "webdemo.log")
    private let backlog = Backlog()

    private final class Backlog: Sendable {
        let waiting = Atomic<Int>(0)
        let lost = Atomic<Int>(0)
    }

    init(logger: Logger) {
        self.logger = logger
    }

    /// `lines` writes `count` of them, later and in order.
    func write(_ count: Int, _ lines: @escaping @Sendable (Logger) -> Void) {
        guard backlog.waiting.load(ordering: .relaxed) < Self.maxWaitingLines else {
            backlog.lost.add(count, ordering: .relaxed)
            return
        }
        backlog.waiting.add(count, ordering: .relaxed)
        queue.async {
            lines(logger)
            backlog.waiting.subtract(count, ordering: .relaxed)
            let lost = backlog.lost.exchange(0, ordering: .relaxed)
            if lost > 0 { logger.warning("\(lost) lines of the log were lost: stderr was not read in time") }
        }
    }

    /// Returns when all that was given to `write` is written, or after a second.
    func drain() async {
        let written = DispatchSemaphore(value: 0)
        queue.async { written.signal() }
        await withCheckedContinuation { done in
            DispatchQueue.global().async {
                _ = written.wait(timeout: .now() + Self.drainTimeout)
                done.resume()
            }
        }
    }
}
