import Dispatch
import HTTPTypes
import Logging
import NIOCore

/// One line for every request, at level `info`. An event loop only collects; a thread of the log's own writes.
struct AccessLog: Sendable {
    struct Entry: Sendable {
        let method: String
        let target: String
        let status: Int
        let bytes: Int
        let duration: TimeAmount

        /// What a peer sent cannot move the cursor of who reads the log.
        var line: String {
            let milliseconds = Double(duration.nanoseconds / 10_000) / 100
            return "\(method.escapingControls) \(target.escapingControls) \(status) \(bytes)B \(milliseconds)ms"
        }
    }

    let isEnabled: Bool
    private let logger: Logger
    private let queue = DispatchQueue(label: "webdemo.access-log")

    init(logger: Logger) {
        self.logger = logger
        isEnabled = logger.logLevel <= .info
    }

    func write(_ entries: [Entry]) {
        queue.async {
            for entry in entries { logger.info("\(entry.line)") }
        }
    }

    /// Returns when all that was given to `write` is written.
    func drain() async {
        await withCheckedContinuation { done in
            queue.async { done.resume() }
        }
    }
}

extension String {
    /// Control characters, C1 and the ones that turn text around included, as `\u{…}`.
    var escapingControls: String {
        guard unicodeScalars.contains(where: \.isControl) else { return self }
        return unicodeScalars.map { $0.isControl ? "\\u{\(String($0.value, radix: 16))}" : String($0) }.joined()
    }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
