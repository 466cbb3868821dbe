package import NIOCore

/// One peer, as an endpoint sees it. The value may be kept and passed anywhere; the calls are made on `eventLoop`.
package final class WebSocketConnection: Sendable {
    /// Unique in this process.
    package let id: UInt64
    package let eventLoop: any EventLoop
    package let remoteAddress: SocketAddress?
    /// The subprotocol that the handshake agreed on.
    package let subprotocol: String?
    /// Empty once the connection has ended: what is sent then goes nowhere, as it would a moment later.
    private let handler: NIOLoopBoundBox<WebSocketHandler?>

    init(
        id: UInt64,
        eventLoop: any EventLoop,
        remoteAddress: SocketAddress?,
        subprotocol: String?,
        handler: WebSocketHandler
    ) {
        self.id = id
        self.eventLoop = eventLoop
        self.remoteAddress = remoteAddress
        self.subprotocol = subprotocol
        self.handler = NIOLoopBoundBox(handler, eventLoop: eventLoop)
    }

    /// Sends a message in one frame. What is sent while one read is handled leaves in one write, unless it is much.
    package func send(_ message: Message) {
        handler.value?.send(message.kind.opcode, message.payload)
    }

    /// Sends bytes that are frames already: what a room encodes once for all its members.
    func send(encoded frames: ByteBuffer) {
        handler.value?.send(encoded: frames)
    }

    /// Begins the closing handshake; what was sent before still arrives.
    package func close(_ code: CloseCode, _ reason: String) {
        handler.value?.close(CloseFrame(code, reason))
    }

    /// Takes no further message from the peer until `resumeReading` was called as often. Those of the same read wait too.
    package func pauseReading() {
        handler.value?.pauseReading()
    }

    package func resumeReading() {
        handler.value?.resumeReading()
    }

    func ended() {
        handler.value = nil
    }
}
