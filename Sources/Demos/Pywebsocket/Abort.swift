import WebSockets

/// Agrees to the handshake, and then the connection is gone without a close.
struct Abort: WebSocketEndpoint {
    let terms = HandshakeTerms(origins: .any)

    func opened(_ connection: WebSocketConnection) {
        connection.drop()
    }

    func received(_ message: Message, from connection: WebSocketConnection) {}
}
