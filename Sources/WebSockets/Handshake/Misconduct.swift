import HTTPTypes

/// What an endpoint does wrong on purpose, so that one can see what the peer makes of it.
package enum Misconduct: Equatable, Sendable {
    /// Ends TCP where the answer to the handshake is due.
    case dropsHandshake
    /// Answers with a `Sec-WebSocket-Accept` that belongs to another key (RFC 6455 §4.1).
    case acceptsAnotherKey
    /// Answers with a subprotocol that nobody offered (RFC 6455 §4.1).
    case choosesUnknownSubprotocol
    /// Answers no ping (RFC 6455 §5.5.2).
    case ignoresPings
    /// Answers no close and does not hang up (RFC 6455 §5.5.1). The peer's silence still ends the connection.
    case ignoresCloses

    func spoil(_ fields: inout HTTPFields) {
        switch self {
        case .acceptsAnotherKey: fields[.secWebSocketAccept] = Handshake.accept(forKey: "another key")
        case .choosesUnknownSubprotocol: fields[.secWebSocketProtocol] = "webdemo.nobody.offered.this"
        case .dropsHandshake, .ignoresPings, .ignoresCloses: break
        }
    }
}
