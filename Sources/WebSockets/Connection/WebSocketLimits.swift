package import NIOCore

/// What one peer may cost.
package struct WebSocketLimits: Sendable {
    /// Bytes of one message, all its fragments together. Bounds the memory that a peer can have us hold before any
    /// endpoint sees it; past it the connection ends with 1009.
    package var maxMessageBytes = 1 << 20
    /// Frames of one message, empty ones too. Bounds the work that a message of no bytes can cause.
    package var maxFragments = 65_536
    /// Bytes that may wait to be written to one peer. A room's member that reads more slowly is closed with 1008; towards
    /// a single peer the connection stops reading long before.
    package var maxPendingBytes = 1 << 20
    /// How often a ping is sent. A peer is given up, with 1011, when two of these passed without a byte from it.
    package var pingInterval = TimeAmount.seconds(30)
    /// How long the peer may take to answer a close and to end the TCP connection, both together (RFC 6455 §7.1.1).
    package var closeTimeout = TimeAmount.seconds(5)

    package init() {}
}
