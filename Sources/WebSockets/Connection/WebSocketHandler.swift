package import NIOCore

/// Joins a channel of bytes to an endpoint: bytes → events → endpoint, messages → frames → bytes.
///
/// It is given the channel after the handshake's answer was written, and works on any channel that carries bytes. What
/// comes in is handled here, and when it must wait in `WebSocketHandlerHolding`; what goes out in
/// `WebSocketHandlerOutput`, what a slow peer changes in `WebSocketHandlerBacklog`, what is to be done later in
/// `WebSocketHandlerAgenda`, the end in `WebSocketHandlerClosing`, and who watches in `WebSocketHandlerWatching`.
///
/// The channel's high watermark is the send budget: while it is not writable, nothing is read.
package final class WebSocketHandler: ChannelDuplexHandler {
    package typealias InboundIn = ByteBuffer
    package typealias OutboundIn = Never
    package typealias OutboundOut = ByteBuffer

    /// Sent through the pipeline, as a user inbound event, when the server stops.
    package struct ServerIsStopping: Sendable {
        package init() {}
    }

    /// Frames that are collected for one write. Only a channel that was written to can tell that the peer does not keep
    /// up, so this bounds what a single read can have us hold, however short the requests and long the replies.
    static let maxCollectedBytes = 64 << 10
    /// Payload of the messages of one read that are handled in one turn of the loop, but for the last of them. Bounds how
    /// long the loop's other connections wait for a peer whose messages are large when they are inflated.
    static let maxBytesPerTurn = 1 << 20
    /// What a peer that ends its side may have us hold beside one read: the rest of what it had sent comes at once.
    static let maxHeldBytes = 1 << 20

    let endpoint: any WebSocketEndpoint
    let limits: WebSocketLimits
    let subprotocol: String?
    let query: String?
    let id: UInt64
    let compression: Compression?
    let misconduct: Misconduct?

    var receiver: MessageReceiver
    var state = ConnectionState()
    /// What has arrived and is not taken yet: the beginning of a header or, while input is held, one read at the most.
    var input = ByteBuffer()
    /// The frames that leave with the next write.
    var output = ByteBuffer()
    /// While input is taken: the frames sent meanwhile leave together after it.
    var isTakingInput = false
    var isFlushScheduled = false
    var isReadHeld = false
    /// The peer has ended its side; what it sent before may still be held.
    var isInputEnded = false
    var isWritable = true
    /// How many times more reading was paused than resumed.
    var pauses = 0
    private var takenBytes = 0
    private var hasTakenMessage = false
    /// Tasks of this connection that are on their way to another loop.
    var handedOver = 0
    /// What was given to the channel, and at the last heartbeat: what waited there, and what had left it.
    var writtenBytes = 0
    var atHeartbeat = (waiting: 0, taken: 0)
    var backlog = Backlog()
    var agenda: Agenda?
    var recorder: WireRecorder?
    private var firstWatcher: (any WireWatcher)?
    var context: ChannelHandlerContext?
    package internal(set) var connection: WebSocketConnection?
    var heartbeat: Scheduled<Void>?
    var closeTimeout: Scheduled<Void>?
    var drainTimeout: Scheduled<Void>?

    /// `pool` is that of the channel's event loop. `watcher` is told everything from the first frame on.
    package init(
        id: UInt64,
        endpoint: any WebSocketEndpoint,
        handshake: Handshake,
        limits: WebSocketLimits,
        pool: CompressionPool,
        watcher: (any WireWatcher)? = nil
    ) {
        self.id = id
        self.endpoint = endpoint
        subprotocol = handshake.subprotocol
        query = handshake.query
        misconduct = handshake.misconduct
        self.limits = limits
        compression = handshake.compression.map { Compression($0, pool: pool) }
        receiver = MessageReceiver(limits: limits, compression: compression)
        firstWatcher = watcher
    }

    package func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        watch(firstWatcher)
        firstWatcher = nil
        isWritable = context.channel.isWritable
        let connection = WebSocketConnection(
            id: id,
            eventLoop: context.eventLoop,
            remoteAddress: context.remoteAddress,
            subprotocol: subprotocol,
            query: query,
            isCompressed: compression != nil,
            handler: self
        )
        self.connection = connection
        scheduleHeartbeat(context)
        updateDrainTimeout(context)
        endpoint.opened(connection)
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        end()
    }

    package func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A reset, a broken pipe: the peer is gone, and `channelInactive` says so to the endpoint.
        context.close(promise: nil)
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ServerIsStopping {
            close(CloseFrame(.goingAway, "the server is stopping"))
        } else if event as? ChannelEvent == .inputClosed {
            isInputEnded = true
            endAfterInput()
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    // MARK: In

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard state.readsFrames else { return }
        state.receivedBytes()
        var bytes = unwrapInboundIn(data)
        if input.readableBytes == 0 { input = bytes } else { input.writeBuffer(&bytes) }
        takeInput()
        if isInputHeld, input.readableBytes > Self.maxHeldBytes { context.close(promise: nil) }
    }

    package func channelReadComplete(context: ChannelHandlerContext) {
        flush(context)
        releaseMemory()
        context.fireChannelReadComplete()
    }

    func takeInput() {
        // A channel may read while it writes; that is taken when the endpoint is through with what came before.
        guard !isTakingInput else { return }
        isTakingInput = true
        takenBytes = 0
        defer { isTakingInput = false }
        do throws(ProtocolViolation) {
            while state.readsFrames, !isInputHeld, let event = try nextEvent() {
                handle(event)
            }
        } catch {
            perform(state.receivedViolation(error))
        }
        if !state.readsFrames || input.readableBytes == 0 { input = ByteBuffer() }
    }

    /// Nobody watching costs this one branch.
    private func nextEvent() throws(ProtocolViolation) -> MessageReceiver.Event? {
        recorder == nil ? try receiver.next(&input) : try nextRecordedEvent()
    }

    /// An idle connection keeps little: not the large storage that a few left-over bytes came in, nor a message's.
    private func releaseMemory() {
        receiver.releaseMemory()
        if input.readableBytes > 0, input.readableBytes < input.storageCapacity / 2 {
            input = ByteBuffer(buffer: input)
        }
    }

    /// Storage that would serve the next message, when none came for a ping interval.
    func releaseKeptMemory() {
        if !hasTakenMessage {
            receiver.releaseKeptMemory()
            if output.readableBytes == 0 { output = ByteBuffer() }
        }
        hasTakenMessage = false
    }

    private func handle(_ event: MessageReceiver.Event) {
        switch event {
        case .message(let message):
            guard state.isOpen, let connection else { return }
            hasTakenMessage = true
            endpoint.received(message, from: connection)
            takenBytes += message.payload.readableBytes
            if takenBytes > Self.maxBytesPerTurn { yield() }
        case .ping(let payload): answerPing(payload)
        case .pong: break
        case .close(let frame):
            if misconduct != .ignoresCloses { perform(state.receivedClose(frame)) }
        }
    }
}

@available(*, unavailable)
extension WebSocketHandler: Sendable {}
