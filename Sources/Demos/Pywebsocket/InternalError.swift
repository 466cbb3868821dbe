import WebSockets

/// Closes with 1011, as a server does when something in it went wrong.
struct InternalError: WebSocketEndpoint {
    let terms = HandshakeTerms(origins: .any)

    func opened(_ connection: WebSocketConnection) {
        connection.close(.internalError, "")
    }

    func received(_ message: Message, from connection: WebSocketConnection) {}
}
