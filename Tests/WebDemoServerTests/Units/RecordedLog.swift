import Logging
import Synchronization

@testable import WebDemoServer

/// A log that a test can read.
final class RecordedLog: Sendable {
    struct Line: Equatable {
        let level: Logger.Level
        let text: String
    }

    let background: BackgroundLog
    private let recorded: Recorded

    init(_ level: Logger.Level = .trace) {
        let recorded = Recorded()
        self.recorded = recorded
        var logger = Logger(label: "test") { _ in Handler(recorded: recorded) }
        logger.logLevel = level
        background = BackgroundLog(logger: logger)
    }

    /// All that was logged before.
    var lines: [Line] {
        get async {
            // In the order of the queue, however long it takes; `drain` waits for a second at most.
            await withCheckedContinuation { done in background.write(1) { _ in done.resume() } }
            return recorded.lines.withLock { $0 }
        }
    }

    /// What has arrived by now.
    var current: [Line] { recorded.lines.withLock { $0 } }

    private final class Recorded: Sendable {
        let lines = Mutex<[Line]>([])
    }

    private struct Handler: LogHandler {
        let recorded: Recorded
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        func log(event: LogEvent) {
            recorded.lines.withLock { $0.append(Line(level: event.level, text: "\(event.message)")) }
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
    }
}
