package import NIOCore

/// Joins a channel of bytes to an endpoint: bytes → events → endpoint, messages → frames → bytes.
///
/// It is given the channel after the handshake's answer was written, and works on any channel that carries bytes.
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
    private static let maxCollectedBytes = 64 << 10

    private let endpoint: any WebSocketEndpoint
    private let limits: WebSocketLimits
    private let subprotocol: String?
    private let id: UInt64

    private var receiver: MessageReceiver
    private var state = ConnectionState()
    /// What has arrived and is not taken yet: the beginning of a header or, while input is held, one read at the most.
    private var input = ByteBuffer()
    /// The frames that leave with the next write.
    private var output = ByteBuffer()
    /// While input is taken: the frames sent meanwhile leave together after it.
    private var isTakingInput = false
    private var isFlushScheduled = false
    private var isReadHeld = false
    /// The peer has ended its side; what it sent before may still be held.
    private var isInputEnded = false
    private var isWritable = true
    /// How many times more reading was paused than resumed.
    private var pauses = 0
    private var pendingAtHeartbeat = 0
    private var context: ChannelHandlerContext?
    private var connection: WebSocketConnection?
    private var heartbeat: Scheduled<Void>?
    private var closeTimeout: Scheduled<Void>?

    package init(id: UInt64, endpoint: any WebSocketEndpoint, handshake: Handshake, limits: WebSocketLimits) {
        self.id = id
        self.endpoint = endpoint
        self.limits = limits
        subprotocol = handshake.subprotocol
        receiver = MessageReceiver(limits: limits)
    }

    package func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        isWritable = context.channel.isWritable
        let connection = WebSocketConnection(
            id: id,
            eventLoop: context.eventLoop,
            remoteAddress: context.remoteAddress,
            subprotocol: subprotocol,
            handler: self
        )
        self.connection = connection
        scheduleHeartbeat(context)
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
    }

    package func channelReadComplete(context: ChannelHandlerContext) {
        flush(context)
        releaseMemory()
        context.fireChannelReadComplete()
    }

    private func takeInput() {
        isTakingInput = true
        defer { isTakingInput = false }
        do throws(ProtocolViolation) {
            while state.readsFrames, !isInputHeld, let event = try receiver.next(&input) {
                handle(event)
            }
        } catch {
            perform(state.receivedViolation(error))
        }
        if !state.readsFrames || input.readableBytes == 0 { input = ByteBuffer() }
    }

    /// An idle connection keeps little: not the large storage that a few left-over bytes came in, nor a message's.
    private func releaseMemory() {
        receiver.releaseMemory()
        if input.readableBytes > 0, input.readableBytes < input.storageCapacity / 2 {
            input = ByteBuffer(buffer: input)
        }
    }

    private func handle(_ event: MessageReceiver.Event) {
        switch event {
        case .message(let message):
            guard state.isOpen, let connection else { return }
            endpoint.received(message, from: connection)
        case .ping(let payload): send(.pong, payload)
        case .pong: break
        case .close(let frame): perform(state.receivedClose(frame))
        }
    }

    // MARK: Out

    func send(_ opcode: Opcode, _ payload: ByteBuffer) {
        guard state.isOpen else { return }
        output.writeFrame(opcode, payload)
        outputGrew()
    }

    func send(encoded frames: ByteBuffer) {
        guard state.isOpen else { return }
        output.writeImmutableBuffer(frames)
        outputGrew()
    }

    func close(_ frame: CloseFrame) {
        perform(state.closeRequested(frame))
    }

    /// Input that was taken ends with a write of its own; what is sent at any other time leaves at the end of the
    /// loop's turn.
    private func outputGrew() {
        guard let context else { return }
        if !isWritable, pendingBytes(context) > limits.maxPendingBytes {
            return close(CloseFrame(.policyViolation, "too slow: more than \(limits.maxPendingBytes) bytes wait"))
        }
        guard output.readableBytes <= Self.maxCollectedBytes else { return flush(context) }
        guard !isTakingInput, !isFlushScheduled else { return }
        isFlushScheduled = true
        context.eventLoop.assumeIsolated().execute {
            self.isFlushScheduled = false
            if let context = self.context { self.flush(context) }
        }
    }

    private func flush(_ context: ChannelHandlerContext) {
        guard output.readableBytes > 0 else { return }
        // Taken out first: a channel may call back while it writes, and what is sent then goes into a new one.
        var frames = output
        output = ByteBuffer()
        context.writeAndFlush(wrapOutboundOut(frames), promise: nil)
        // Reuses the storage when the channel has already sent it, and lets go of a large one.
        guard frames.storageCapacity <= 2048, output.readableBytes == 0 else { return }
        frames.clear()
        output = frames
    }

    private func pendingBytes(_ context: ChannelHandlerContext) -> Int {
        let written = try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
        return output.readableBytes + (written ?? 0)
    }

    // MARK: Input that must wait

    /// A peer that does not take what it is sent is not read from, and an endpoint may want a pause. So what waits for
    /// one peer is bounded by what one read can cause. Input that will only be discarded is never held.
    private var isInputHeld: Bool {
        state.readsFrames && (!isWritable || pauses > 0)
    }

    package func read(context: ChannelHandlerContext) {
        if isInputHeld { isReadHeld = true } else { context.read() }
    }

    package func channelWritabilityChanged(context: ChannelHandlerContext) {
        isWritable = context.channel.isWritable
        if isWritable { goOn(context) }
        context.fireChannelWritabilityChanged()
    }

    func pauseReading() {
        pauses += 1
    }

    func resumeReading() {
        pauses -= 1
        if let context { goOn(context) }
    }

    private func goOn(_ context: ChannelHandlerContext) {
        guard !isTakingInput, !isInputHeld else { return }
        takeInput()
        flush(context)
        readIfHeld(context)
        endAfterInput()
    }

    private func endAfterInput() {
        guard isInputEnded, !isInputHeld else { return }
        perform(state.inputEnded())
    }

    private func readIfHeld(_ context: ChannelHandlerContext) {
        guard isReadHeld, !isInputHeld else { return }
        isReadHeld = false
        context.read()
    }

    // MARK: The end

    private func perform(_ action: ConnectionState.Action) {
        guard let context else { return }
        switch action {
        case .nothing:
            break
        case .sendPing:
            output.writeFrame(.ping, ByteBuffer())
            flush(context)
        case .sendClose(let frame):
            output.writeFrame(.close, frame.payload)
            scheduleCloseTimeout(context)
            flush(context)
        case .sendCloseAndHangUp(let frame):
            output.writeFrame(.close, frame.payload)
            hangUp(context)
        case .hangUp:
            hangUp(context)
        case .dropConnection:
            context.close(promise: nil)
        }
    }

    private func hangUp(_ context: ChannelHandlerContext) {
        scheduleCloseTimeout(context)
        flush(context)
        readIfHeld(context)
        guard pendingBytes(context) > 0 else { return context.close(mode: .output, promise: nil) }
        // When the peer has ended its side, ending ours drops what still waits to be written; so it is written first.
        let written = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: written)
        written.futureResult.assumeIsolated().whenComplete { _ in
            self.context?.close(mode: .output, promise: nil)
        }
    }

    private func scheduleHeartbeat(_ context: ChannelHandlerContext) {
        heartbeat = context.eventLoop.assumeIsolated().scheduleTask(in: limits.pingInterval) {
            guard let context = self.context else { return }
            self.noteProgress(context)
            self.perform(self.state.heartbeatTriggered())
            if self.state.isOpen { self.scheduleHeartbeat(context) }
        }
    }

    /// A peer that takes bytes is there, also while nothing is read from it and its pongs cannot be seen.
    private func noteProgress(_ context: ChannelHandlerContext) {
        let pending = pendingBytes(context)
        if pending < pendingAtHeartbeat { state.receivedBytes() }
        pendingAtHeartbeat = pending
    }

    /// Before the write that it is for: a write that fails ends the connection, and with it the time-out.
    private func scheduleCloseTimeout(_ context: ChannelHandlerContext) {
        guard closeTimeout == nil else { return }
        closeTimeout = context.eventLoop.assumeIsolated().scheduleTask(in: limits.closeTimeout) {
            self.perform(self.state.closeTimeoutTriggered())
        }
    }

    private func end() {
        guard let connection else { return }
        self.connection = nil
        state.connectionEnded()
        heartbeat?.cancel()
        closeTimeout?.cancel()
        context = nil
        connection.ended()
        endpoint.closed(connection, state.outcome)
    }
}

@available(*, unavailable)
extension WebSocketHandler: Sendable {}
