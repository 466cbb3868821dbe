import WebSockets

/// Sets a cookie in the handshake with `?set` or `?set_httponly`, removes both with `?clear`, and closes.
struct Cookie: WebSocketEndpoint {
    let terms = HandshakeTerms(
        origins: .any,
        fields: [
            HandshakeTerms.Field("Set-Cookie", "foo=bar; Max-Age=86400", for: "set"),
            HandshakeTerms.Field("Set-Cookie", "httpOnlyFoo=bar; Max-Age=86400; httpOnly", for: "set_httponly"),
            HandshakeTerms.Field("Set-Cookie", "foo=0; Max-Age=0", for: "clear"),
            HandshakeTerms.Field("Set-Cookie", "httpOnlyFoo=0; Max-Age=0", for: "clear"),
        ]
    )

    func opened(_ connection: WebSocketConnection) {
        connection.close(.normal, "")
    }

    func received(_ message: Message, from connection: WebSocketConnection) {}
}
