import NIOCore

/// Tells when nothing has happened for a while. Noting that something did costs no work.
final class IdleClock {
    private let eventLoop: any EventLoop
    private let onTimeout: () -> Void
    private var limit: TimeAmount?
    private var last: NIODeadline
    private var pauses = 0
    private var next: Scheduled<Void>?

    init(_ eventLoop: any EventLoop, limit: TimeAmount?, onTimeout: @escaping () -> Void) {
        self.eventLoop = eventLoop
        self.limit = limit
        self.onTimeout = onTimeout
        last = eventLoop.now
    }

    func start() {
        schedule()
    }

    func noteProgress() {
        last = eventLoop.now
    }

    /// What goes on now is nobody's to blame. May be called again before it goes on.
    func pause() {
        pauses += 1
    }

    func goOn() {
        pauses -= 1
        noteProgress()
    }

    /// From now on; `nil`: for ever.
    func setLimit(_ limit: TimeAmount?) {
        self.limit = limit
        noteProgress()
        schedule()
    }

    func stop() {
        limit = nil
        next?.cancel()
        next = nil
    }

    private func schedule() {
        next?.cancel()
        next = limit.map { limit in
            eventLoop.assumeIsolated().scheduleTask(deadline: last + limit) { self.wokeUp() }
        }
    }

    private func wokeUp() {
        guard let limit else { return }
        if pauses > 0 { noteProgress() }
        guard last + limit <= eventLoop.now else { return schedule() }
        stop()
        onTimeout()
    }
}

@available(*, unavailable)
extension IdleClock: Sendable {}
