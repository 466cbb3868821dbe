import Dispatch
import HTTPTypes
import Logging
import NIOCore
import Synchronization

/// One line for every request, at level `info`. An event loop only collects; a thread of the log's own writes.
struct AccessLog: Sendable {
    struct Entry: Sendable {
        let method: String
        let target: String
        let status: Int
        /// Of the body; `nil` when the client was gone before it was all sent.
        let bytes: Int?
        let duration: TimeAmount

        /// What a peer sent cannot move the cursor of who reads the log.
        var line: String {
            let milliseconds = Double(duration.nanoseconds / 10_000) / 100
            let sent = bytes.map { "\($0)B" } ?? "aborted"
            return "\(method.escapingControls) \(target.escapingControls) \(status) \(sent) \(milliseconds)ms"
        }
    }

    /// Lines that may wait to be written, when whatever reads stderr does not; further ones are counted, not kept.
    private static let maxWaitingLines = 32_768
    /// How long stopping waits for them.
    private static let drainTimeout = DispatchTimeInterval.seconds(1)

    let isEnabled: Bool
    private let logger: Logger
    private let queue = DispatchQueue(label: "webdemo.access-log")
    private let backlog = Backlog()

    private final class Backlog: Sendable {
        let waiting = Atomic<Int>(0)
        let lost = Atomic<Int>(0)
    }

    init(logger: Logger) {
        self.logger = logger
        isEnabled = logger.logLevel <= .info
    }

    func write(_ entries: [Entry]) {
        guard backlog.waiting.load(ordering: .relaxed) < Self.maxWaitingLines else {
            backlog.lost.add(entries.count, ordering: .relaxed)
            return
        }
        backlog.waiting.add(entries.count, ordering: .relaxed)
        queue.async {
            for entry in entries { logger.info("\(entry.line)") }
            backlog.waiting.subtract(entries.count, ordering: .relaxed)
            let lost = backlog.lost.exchange(0, ordering: .relaxed)
            if lost > 0 { logger.warning("\(lost) lines of the access log were lost: stderr was not read in time") }
        }
    }

    /// Returns when all that was given to `write` is written, or when nobody reads it.
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
