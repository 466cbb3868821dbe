package import NIOCore

/// Something that happened on the wire of one connection.
package struct WireEvent: Equatable, Sendable {
    package enum Direction: Sendable {
        case received
        case sent
    }

    package enum Content: Equatable, Sendable {
        /// The head of the request or of the response, as the bytes they were.
        case handshake(ByteBuffer)
        case frame(WireFrame)
        /// The connection is no more. The close is what ended it: the peer's, ours, or `nil` when TCP just ended.
        case ended(CloseFrame?, EndCause)
    }

    /// The `id` of the connection.
    package let connection: UInt64
    /// By the clock of the connection's event loop.
    package let time: NIODeadline
    package let direction: Direction
    package let content: Content

    package init(connection: UInt64, time: NIODeadline, direction: Direction, content: Content) {
        self.connection = connection
        self.time = time
        self.direction = direction
        self.content = content
    }
}

/// A frame as it was on the wire, and what it means.
package struct WireFrame: Equatable, Sendable {
    /// What the connection's state machine made of a frame.
    package enum Conclusion: Equatable, Sendable {
        /// Its message goes on.
        case fragment
        /// Its message is complete; the bytes are those of the whole payload, inflated.
        case message(Message.Kind, bytes: Int)
        case ping
        case pong
        case close(CloseFrame)
        /// It ends the connection.
        case violation(ProtocolViolation)
    }

    package let header: FrameHeader
    /// The bytes of header and payload, still masked; at most what the watcher wants to see.
    package let raw: ByteBuffer
    /// The payload without its mask; as much of it as `raw` has.
    package let payload: ByteBuffer
    /// What the payload inflated to, at most what the watcher wants to see; `nil` where it was not compressed.
    package let inflated: ByteBuffer?
    package let conclusion: Conclusion
}

/// Somebody who is told what happens on the wire.
package protocol WireWatcher: Sendable {
    /// How many bytes of a frame, and of what it inflated to, are copied: bounds what watching costs.
    var maxBytes: Int { get }

    /// Called on the connection's event loop, in order; must not block.
    func saw(_ event: WireEvent)
}
