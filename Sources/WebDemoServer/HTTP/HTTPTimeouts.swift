package import NIOCore

/// How long a connection may take for what.
package struct HTTPTimeouts: Sendable {
    /// From the first byte of a request, also of one that opens a WebSocket, to its last. Bounds what a client that dribbles bytes can hold.
    package var request = TimeAmount.seconds(10)
    /// Between requests, and before the first.
    package var idle = TimeAmount.seconds(60)
    /// After the last answer, for the client to see it and hang up.
    package var linger = TimeAmount.seconds(2)
    /// For running answers when the server stops; WebSockets are closed in less (`WebSocketLimits.closeTimeout`).
    package var stop = TimeAmount.seconds(10)

    package init() {}
}
