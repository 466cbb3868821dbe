/// What speaks at the other end of a path: one object for all its connections.
///
/// Calls about one connection come in order and on that connection's event loop; different connections may call from
/// different loops at the same time. They must not block.
package protocol WebSocketEndpoint: Sendable {
    /// Who may connect, and how.
    var terms: HandshakeTerms { get }

    func opened(_ connection: WebSocketConnection)
    func received(_ message: Message, from connection: WebSocketConnection)
    /// The last call about a connection. `close` is what ended it: the peer's close, ours, or `nil` when TCP just ended.
    func closed(_ connection: WebSocketConnection, _ close: CloseFrame?)
}

extension WebSocketEndpoint {
    package func opened(_ connection: WebSocketConnection) {}
    package func closed(_ connection: WebSocketConnection, _ close: CloseFrame?) {}
}
