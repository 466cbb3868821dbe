import HTTPTypes
import Logging
import NIOCore

/// One line for every request, at level `info`. An event loop only collects; the background log writes.
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

    let log: BackgroundLog

    var isEnabled: Bool { log.logger.logLevel <= .info }

    func write(_ entries: [Entry]) {
        log.write(entries.count) { logger in
            for entry in entries { logger.info("\(entry.line)") }
        }
    }
}
