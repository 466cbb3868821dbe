import Logging
import Synchronization

/// Says why WebSockets are refused. What whoever runs the server may want to change is said at `notice`, which is seen by
/// default, the first time, and at `info` when it is said again: a page that tries all day does not flood a terminal.
final class RefusalLog: Sendable {
    /// Different lines at `notice`. Bounds what a peer that makes them up can write and have us remember.
    private static let maxNotices = 100
    /// A line ends here, because it may quote what a peer has sent.
    private static let maxLineBytes = 1000

    private let log: BackgroundLog
    private let said = Mutex<Set<String>>([])

    init(_ log: BackgroundLog) {
        self.log = log
    }

    /// `line` may have control characters.
    func notice(_ line: String) {
        let line = Self.harmless(line)
        let isNew = said.withLock { $0.count < Self.maxNotices && $0.insert(line).inserted }
        write(line, isNew ? .notice : .info)
    }

    /// What is said again after this is new again.
    func forget() {
        said.withLock { $0 = [] }
    }

    /// `line` may have control characters.
    func info(_ line: String) {
        write(Self.harmless(line), .info)
    }

    private func write(_ line: String, _ level: Logger.Level) {
        guard log.logger.logLevel <= level else { return }
        log.write(1) { $0.log(level: level, "\(line)") }
    }

    private static func harmless(_ line: String) -> String {
        String(decoding: line.utf8.prefix(maxLineBytes), as: UTF8.self).escapingControls
    }
}
