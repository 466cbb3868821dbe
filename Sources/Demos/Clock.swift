import NIOCore
import WebSockets

/// Tells the ticks of a clock, at the rate that is asked for: `?rate=` in ticks per second.
struct Clock: WebSocketEndpoint {
    /// A client for which more than this waits misses ticks.
    private static let maxPendingBytes = 16 << 10

    let terms = HandshakeTerms(origins: .sameOrigin)

    func opened(_ connection: WebSocketConnection) {
        let query = Query(connection.query)
        tellNext(TickClock(rate: query.number("rate", in: TickClock.rates, standard: 5)), connection)
    }

    func received(_ message: Message, from connection: WebSocketConnection) {}

    private func tellNext(_ clock: TickClock, _ connection: WebSocketConnection) {
        connection.schedule(in: .nanoseconds(clock.untilNext())) {
            if connection.pendingBytes < Self.maxPendingBytes { connection.send(.text(clock.tick().encoded)) }
            tellNext(clock, connection)
        }
    }
}
