import NIOCore

/// What an endpoint wants done later, in the order in which it asked.
struct Agenda {
    /// Tasks that may wait while the peer is read from: bounds what it can have an endpoint plan and keep.
    static let maxTasks = 32

    var tasks = CircularBuffer<(due: NIODeadline, task: () -> Void)>()
    /// Until the first of them is due; the others wait for their turn, however soon they are.
    var timer: Scheduled<Void>?
}

extension WebSocketHandler {
    func schedule(in delay: TimeAmount, _ task: @escaping () -> Void) {
        guard let context else { return }
        var agenda = self.agenda ?? Agenda()
        agenda.tasks.append((context.eventLoop.now + delay, task))
        self.agenda = agenda
        if agenda.tasks.count == Agenda.maxTasks { pauseReading() }
        if agenda.timer == nil { awaitNextTask(context) }
    }

    private func awaitNextTask(_ context: ChannelHandlerContext) {
        guard let next = agenda?.tasks.first else { return agenda = nil }
        agenda?.timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: next.due) {
            self.runNextTask()
        }
    }

    /// The timer stays until the task is done: what that schedules waits for its turn.
    private func runNextTask() {
        let isFull = agenda?.tasks.count == Agenda.maxTasks
        guard let next = agenda?.tasks.popFirst() else { return }
        next.task()
        if isFull { resumeReading() }
        if let context { awaitNextTask(context) }
    }
}
