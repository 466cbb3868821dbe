import Logging
import Synchronization
import WebSockets

/// One line when another server is found down, one when it is there again, whatever number of requests notice.
final class OutageLog: Sendable {
    private let log: BackgroundLog
    private let refusals: RefusalLog
    /// As many as there are rules at most.
    private let down = Mutex<Set<ProxyTarget>>([])

    init(_ log: BackgroundLog) {
        self.log = log
        refusals = RefusalLog(log)
    }

    func failed(_ rule: ProxyRule, _ failure: ProxyFailure) {
        let line = "--proxy \(rule.shownPrefix): \(failure.wording(rule).en)"
        guard failure.isOutage else { return refusals.notice(line) }
        guard down.withLock({ $0.insert(rule.target).inserted }) else { return }
        log.write(1) { $0.warning("\(line)") }
    }

    func answered(_ rule: ProxyRule) {
        guard down.withLock({ $0.remove(rule.target) }) != nil else { return }
        log.write(1) { $0.notice("--proxy \(rule.shownPrefix): \(rule.target) answers again") }
    }
}
