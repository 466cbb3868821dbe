import NIOCore
import Synchronization
import WebSockets

/// Somebody who looks at the wire view: what is seen on the watched connections' loops is sent on the viewer's own.
/// Who does not keep up loses the oldest, and is told how many; the watched connections are never slowed down.
final class WireViewer: WireWatcher {
    let maxBytes = WireMessage.maxFrameBytes

    /// Whose connections it sees anyway.
    let trace: String?
    let connection: WebSocketConnection
    /// Sent in one turn of the loop.
    private static let maxBytesPerTurn = 64 << 10
    /// Less than the send budget, past which a connection is closed. What is over waits here.
    private static let maxPendingBytes = 256 << 10
    private static let pause = TimeAmount.milliseconds(20)

    private struct State {
        var queue = WireQueue()
        var isDue = false
    }

    private let state = Mutex(State())

    init(_ connection: WebSocketConnection, trace: String?) {
        self.connection = connection
        self.trace = trace
    }

    func saw(_ event: WireEvent) {
        tell { $0.add(event) }
    }

    func began(_ connection: WatchedConnection) {
        tell { $0.add(connection) }
    }

    private func tell(_ change: (inout WireQueue) -> Void) {
        let mustWake = state.withLock { state in
            change(&state.queue)
            defer { state.isDue = true }
            return !state.isDue
        }
        if mustWake { connection.eventLoop.execute { self.sendSomeWhenWritable() } }
    }

    private func sendSome() {
        var bytes = 0
        while bytes < Self.maxBytesPerTurn, connection.pendingBytes < Self.maxPendingBytes {
            guard let item = next() else { return }
            guard let text = WireMessage(item).encoded else { continue }
            bytes += text.readableBytes
            connection.send(Message(.text, text))
        }
        // The loop's other connections have their turn first.
        connection.eventLoop.scheduleTask(in: bytes > 0 ? .zero : Self.pause) { self.sendSomeWhenWritable() }
    }

    private func sendSomeWhenWritable() {
        connection.whenWritable { self.sendSome() }
    }

    /// With nothing left, the next that comes wakes us.
    private func next() -> WireQueue.Item? {
        state.withLock { state in
            let item = state.queue.next()
            state.isDue = item != nil
            return item
        }
    }
}
