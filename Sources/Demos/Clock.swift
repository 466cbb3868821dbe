import NIOCore
import Synchronization
import WebSockets

/// Tells every tick of a clock, at the rate that is asked for: `?rate=` in ticks per second.
struct Clock: WebSocketEndpoint {
    /// A client for which more than this waits misses ticks.
    private static let maxPendingBytes = 16 << 10

    let terms = HandshakeTerms(origins: .sameOrigin)

    private let open = OpenConnections()

    func opened(_ connection: WebSocketConnection) {
        open.add(connection)
        let query = Query(connection.query ?? "")
        tellNext(TickClock(rate: query.number("rate", in: TickClock.rates, standard: 5)), connection)
    }

    func received(_ message: Message, from connection: WebSocketConnection) {}

    func closed(_ connection: WebSocketConnection, _ close: CloseFrame?) {
        open.remove(connection)
    }

    private func tellNext(_ clock: TickClock, _ connection: WebSocketConnection) {
        connection.eventLoop.scheduleTask(in: .nanoseconds(clock.untilNext())) {
            guard open.contains(connection) else { return }
            if connection.pendingBytes < Self.maxPendingBytes { connection.send(.text(clock.tick().encoded)) }
            tellNext(clock, connection)
        }
    }
}

/// The connections that have not ended, for what is still to come.
final class OpenConnections: Sendable {
    private let ids = Mutex<Set<UInt64>>([])

    func add(_ connection: WebSocketConnection) {
        ids.withLock { _ = $0.insert(connection.id) }
    }

    func remove(_ connection: WebSocketConnection) {
        ids.withLock { _ = $0.remove(connection.id) }
    }

    func contains(_ connection: WebSocketConnection) -> Bool {
        ids.withLock { $0.contains(connection.id) }
    }
}
