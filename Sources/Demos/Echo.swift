import WebSockets

/// Sends every message back as it came.
struct Echo: WebSocketEndpoint {
    let terms = HandshakeTerms(origins: .any)

    func received(_ message: Message, from connection: WebSocketConnection) {
        connection.send(message)
    }
}
