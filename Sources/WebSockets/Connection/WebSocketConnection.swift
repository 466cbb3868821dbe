package import NIOCore

/// One peer, as an endpoint sees it. The value may be kept and passed anywhere; the calls are made on `eventLoop`.
package final class WebSocketConnection: Sendable {
    /// Messages of one connection that may be on their way to another loop: bounds what a peer can queue there.
    static let maxHandedOver = 16

    /// Unique in this process.
    package let id: UInt64
    package let eventLoop: any EventLoop
    package let remoteAddress: SocketAddress?
    /// The subprotocol that the handshake agreed on.
    package let subprotocol: String?
    /// What stands behind the `?` of the address, as it was sent.
    package let query: String?
    /// Whether permessage-deflate was agreed on.
    package let isCompressed: Bool
    /// Empty once the connection has ended: what is sent then goes nowhere, as it would a moment later.
    private let handler: NIOLoopBoundBox<WebSocketHandler?>

    init(
        id: UInt64,
        eventLoop: any EventLoop,
        remoteAddress: SocketAddress?,
        subprotocol: String?,
        query: String?,
        isCompressed: Bool,
        handler: WebSocketHandler
    ) {
        self.id = id
        self.eventLoop = eventLoop
        self.remoteAddress = remoteAddress
        self.subprotocol = subprotocol
        self.query = query
        self.isCompressed = isCompressed
        self.handler = NIOLoopBoundBox(handler, eventLoop: eventLoop)
    }

    // MARK: Sending

    /// Sends a message in one frame. What is sent while one read is handled leaves in one write, unless it is much.
    ///
    /// It never blocks. A peer for which more than the send budget waits is not read from; who goes on sending to it
    /// closes it with 1008.
    package func send(_ message: Message) {
        handler.value?.send(message)
    }

    /// Sends a message in parts, a frame each (RFC 6455 §5.4). Other messages that are sent meanwhile follow after the
    /// final part, whose `kind` must be that of the first.
    package func send(fragment payload: ByteBuffer, of kind: Message.Kind, isFinal: Bool) {
        handler.value?.send(fragment: payload, of: kind, isFinal: isFinal)
    }

    /// Sends a ping; of a payload, 125 bytes at most.
    package func ping(_ payload: ByteBuffer = ByteBuffer()) {
        handler.value?.sendPing(
            payload.getSlice(at: payload.readerIndex, length: min(payload.readableBytes, 125)) ?? payload
        )
    }

    /// What a room sends to all its members.
    func send(_ frames: SharedFrames, atOnce: Bool, policy: SlowMemberPolicy) {
        handler.value?.send(frames, atOnce: atOnce, policy: policy)
    }

    /// Begins the closing handshake. What was sent before still arrives, but for what waits: behind a message whose final
    /// part was not sent, or as the latest of a room.
    package func close(_ code: CloseCode, _ reason: String) {
        handler.value?.close(CloseFrame(code, reason))
    }

    /// Begins the closing handshake with a frame that nobody has checked.
    package func close(_ frame: CloseFrame) {
        handler.value?.close(frame)
    }

    /// Ends TCP without a close. What was sent before still leaves as far as the socket takes it at once.
    package func drop() {
        handler.value?.drop()
    }

    /// Sends bytes as they are, past the codec, whether they are frames or not.
    package func sendRaw(_ bytes: ByteBuffer) {
        handler.value?.sendRaw(bytes)
    }

    /// Bytes of frames that were sent here and not taken by the socket yet: the server's own `bufferedAmount`.
    package var pendingBytes: Int {
        handler.value?.pendingBytes ?? 0
    }

    // MARK: Back pressure

    /// Takes no further message from the peer until `resumeReading` was called as often. Those of the same read wait
    /// too, and so do pings; the peer's silence then ends nothing.
    package func pauseReading() {
        handler.value?.pauseReading()
    }

    package func resumeReading() {
        handler.value?.resumeReading()
    }

    /// Runs `task` as soon as no more than the send budget waits for the peer, or when the connection has ended.
    package func whenWritable(_ task: @escaping () -> Void) {
        if let handler = handler.value { handler.whenWritable(task) } else { task() }
    }

    /// Runs `task` on the loop of something that many connections share. Tasks of one connection stay in order; while
    /// more than a few of them are on their way nothing is read from the peer.
    package func handOver(to home: any EventLoop, _ task: @escaping @Sendable () -> Void) {
        guard !home.inEventLoop else { return task() }
        changeHandedOver(by: 1)
        home.execute {
            task()
            self.eventLoop.execute { self.changeHandedOver(by: -1) }
        }
    }

    private func changeHandedOver(by change: Int) {
        handler.value?.changeHandedOver(by: change)
    }

    // MARK: Time

    /// Runs `task` after `delay`, and after the tasks that were scheduled before; never once the connection has ended.
    /// While more than a few of them wait nothing is read from the peer.
    package func schedule(in delay: TimeAmount, _ task: @escaping () -> Void) {
        handler.value?.schedule(in: delay, task)
    }

    // MARK: Watching

    /// From now on, tells `watcher` every frame that comes and goes, and how the connection ends; `nil` ends it.
    package func watch(_ watcher: (any WireWatcher)?) {
        handler.value?.watch(watcher)
    }

    func ended() {
        handler.value = nil
    }
}
