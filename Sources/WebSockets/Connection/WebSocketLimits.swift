package import NIOCore

/// What one peer may cost.
package struct WebSocketLimits: Sendable {
    /// Bytes of one message, all its fragments together. Bounds the memory that a peer can have us hold before any
    /// endpoint sees it; past it the connection ends with 1009.
    package var maxMessageBytes = 1 << 20
    /// Bytes of one frame's payload as it is on the wire. Only for those who want less than `maxMessageBytes` in one piece.
    package var maxFrameBytes = Int.max
    /// Frames of one message, empty ones too. Bounds the work that a message of no bytes can cause.
    package var maxFragments = 131_072
    /// The send budget: bytes that may wait to be written to one peer; one message may always wait. Above it the
    /// connection is not read from until half of it is drained, and a room does what its `SlowMemberPolicy` says.
    package var maxPendingBytes = 1 << 20
    /// How long the peer may take to drain half of the send budget before it is dropped.
    package var drainTimeout = TimeAmount.seconds(60)
    /// How often a ping is sent. A peer is given up, with 1011, when two of these passed without a byte from it.
    package var pingInterval = TimeAmount.seconds(30)
    /// How long the peer may take to answer a close and to end the TCP connection, both together (RFC 6455 §7.1.1).
    package var closeTimeout = TimeAmount.seconds(5)

    package init() {}

    /// What a message in one frame may have.
    var maxShortBytes: Int { min(maxMessageBytes, maxFrameBytes) }
}
