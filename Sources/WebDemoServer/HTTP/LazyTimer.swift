import NIOCore

/// A deadline that is moved at every request and hardly ever reached. Moving it later costs no work: the task that is
/// scheduled looks, when it runs, whether it is too early, and goes to sleep again.
final class LazyTimer {
    private let eventLoop: any EventLoop
    private let onTimeout: () -> Void
    private var purpose: HTTPConnectionState.Timeout?
    private var deadline: NIODeadline?
    private var wakeUp: (at: NIODeadline, task: Scheduled<Void>)?

    init(eventLoop: any EventLoop, onTimeout: @escaping () -> Void) {
        self.eventLoop = eventLoop
        self.onTimeout = onTimeout
    }

    /// Starts the clock; one that already runs for the same purpose goes on.
    func start(_ duration: TimeAmount, for purpose: HTTPConnectionState.Timeout) {
        guard purpose != self.purpose else { return }
        restart(duration, for: purpose, at: eventLoop.now)
    }

    /// The same, also where it runs for that purpose already.
    func restart(_ duration: TimeAmount, for purpose: HTTPConnectionState.Timeout, at now: NIODeadline) {
        self.purpose = purpose
        let deadline = now + duration
        self.deadline = deadline
        if let wakeUp, wakeUp.at <= deadline { return }
        schedule(deadline)
    }

    func stop() {
        purpose = nil
        deadline = nil
    }

    func cancel() {
        stop()
        wakeUp?.task.cancel()
        wakeUp = nil
    }

    private func schedule(_ deadline: NIODeadline) {
        wakeUp?.task.cancel()
        let task = eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.wokeUp() }
        wakeUp = (deadline, task)
    }

    private func wokeUp() {
        wakeUp = nil
        guard let deadline else { return }
        guard deadline <= eventLoop.now else { return schedule(deadline) }
        stop()
        onTimeout()
    }
}

@available(*, unavailable)
extension LazyTimer: Sendable {}
