import WebSockets

/// Asks for HTTPS from now on in the handshake's answer, which counts over TLS alone (RFC 6797 §8.1), says hello and closes.
///
/// No other page may have it asked: it would change how this host is reached for a day.
struct HSTS: WebSocketEndpoint {
    let terms = HandshakeTerms(
        origins: .sameOrigin,
        fields: [HandshakeTerms.Field("Strict-Transport-Security", "max-age=86400")]
    )

    func opened(_ connection: WebSocketConnection) {
        connection.send(.text("Hello"))
        connection.close(.normal, "")
    }

    func received(_ message: Message, from connection: WebSocketConnection) {}
}
