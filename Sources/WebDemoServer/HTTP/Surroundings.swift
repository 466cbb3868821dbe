import WebSockets

extension HTTPConnection {
    /// What all connections share.
    struct Surroundings: Sendable {
        let responder: Responder
        let headLimits: HeadLimits
        let timeouts: HTTPTimeouts
        let webSocketLimits: WebSocketLimits
        let admission: Admission
        let connectionIDs: ConnectionIDs
        let wireHub: WireHub
        /// Is told what happens on the wire of every WebSocket.
        var wireWatcher: (any WireWatcher)?
    }
}
