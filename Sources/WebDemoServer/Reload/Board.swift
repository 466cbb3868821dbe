import NIOCore
import Synchronization
import WebSockets

/// One board. What it is told waits until it has read what was sent before; of a page only the newest waits.
final class Board: Sendable {
    /// Sent in one turn of the loop.
    private static let maxBytesPerTurn = 64 << 10
    /// What waits for a board that does not read; bounds the memory. Who has more waiting is closed, comes again, and is
    /// told everything anew.
    private static let maxWaiting = 10_000
    /// What happens within this is sent together.
    private static let pause = TimeAmount.milliseconds(20)

    private struct State {
        var queue = BoardQueue()
        var isDue = false
    }

    let connection: WebSocketConnection
    private let state = Mutex(State())

    init(_ connection: WebSocketConnection) {
        self.connection = connection
    }

    func tell(_ message: BoardMessage) {
        let mustWake = state.withLock { state in
            // It will be closed.
            guard state.queue.count <= Self.maxWaiting else { return false }
            state.queue.add(message)
            defer { state.isDue = true }
            return !state.isDue
        }
        if mustWake { connection.eventLoop.execute { self.sendSomeWhenWritable() } }
    }

    private func sendSomeWhenWritable() {
        connection.whenWritable { self.sendSome() }
    }

    private func sendSome() {
        guard state.withLock({ $0.queue.count }) <= Self.maxWaiting else {
            return connection.close(.tryAgainLater, "the board does not keep up")
        }
        var bytes = 0
        while bytes < Self.maxBytesPerTurn, connection.pendingBytes < Self.maxBytesPerTurn {
            guard let message = next(mayRest: bytes == 0) else {
                if bytes == 0 { return }
                break
            }
            guard let text = message.encoded else { continue }
            bytes += text.readableBytes
            connection.send(Message(.text, text))
        }
        connection.eventLoop.scheduleTask(in: Self.pause) { self.sendSomeWhenWritable() }
    }

    /// With nothing left, and nothing sent just now, the next that comes wakes us.
    private func next(mayRest: Bool) -> BoardMessage? {
        state.withLock { state in
            let message = state.queue.next()
            state.isDue = message != nil || !mayRest
            return message
        }
    }
}
