import NIOCore
import WebSockets

/// Says one thing and ends TCP `?ms=` milliseconds later, without a close.
struct LabDrop: WebSocketEndpoint {
    let terms = HandshakeTerms(origins: .any)

    func opened(_ connection: WebSocketConnection) {
        let delay = Query(connection.query).number("ms", in: 0...10_000, standard: 500)
        connection.send(.text("In \(delay) ms this connection is gone."))
        connection.schedule(in: .milliseconds(Int64(delay))) { connection.drop() }
    }

    func received(_ message: Message, from connection: WebSocketConnection) {
        connection.send(message)
    }
}
