import NIOCore
import WebSockets

/// An echo from far away: every message comes back `?ms=` milliseconds later, give or take up to `?jitter=`, in order.
struct LabLatency: WebSocketEndpoint {
    /// Bounds what a peer can have wait here: so much for each task that may be planned, compressed or not.
    private static let maxMessageBytes = 4 << 10

    let terms = HandshakeTerms(origins: .any)

    func received(_ message: Message, from connection: WebSocketConnection) {
        guard message.payload.readableBytes <= Self.maxMessageBytes else {
            return connection.close(.messageTooBig, "more than \(Self.maxMessageBytes) bytes")
        }
        let query = Query(connection.query)
        let latency = query.number("ms", in: 0...10_000, standard: 300)
        let jitter = query.number("jitter", in: 0...10_000, standard: 0)
        let delay = max(0, latency + Int.random(in: -jitter...jitter))
        connection.schedule(in: .milliseconds(Int64(delay))) { connection.send(message) }
    }
}
