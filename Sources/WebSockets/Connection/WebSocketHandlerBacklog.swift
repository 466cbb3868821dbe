import NIOCore

/// What waits because the peer does not take what was sent before, or because a message is sent in parts.
struct Backlog {
    /// A message for one peer, or what a room sends to all.
    enum Deferred {
        case message(Message)
        case shared(SharedFrames.Stream)

        /// With a header, so that empty messages count too.
        var bytes: Int {
            switch self {
            case .message(let message): message.payload.readableBytes + 10
            case .shared(let stream): stream.bytes.readableBytes
            }
        }
    }

    /// The message whose last fragment was not sent yet.
    var openMessage: Message.Kind?
    var isOpenMessageCompressed = false
    var openMessageBytes = 0
    /// Messages that were sent meanwhile.
    private(set) var deferred: CircularBuffer<Deferred>?
    private(set) var deferredBytes = 0
    /// The answer to the newest ping, in place of the others (RFC 6455 §5.5.3).
    var pong: ByteBuffer?
    /// The newest message of a room that keeps no older one.
    var latest: SharedFrames.Stream?
    var isDrainAwaited = false
    /// Senders that wait for room.
    var waiting: [() -> Void] = []

    /// Whether a whole message that is sent now has to follow after others.
    var mustWait: Bool { openMessage != nil || deferred != nil }

    mutating func append(_ message: Deferred) {
        if deferred == nil { deferred = CircularBuffer() }
        deferred?.append(message)
        deferredBytes += message.bytes
    }

    mutating func popDeferred() -> Deferred? {
        guard let next = deferred?.popFirst() else {
            deferred = nil
            return nil
        }
        deferredBytes -= next.bytes
        return next
    }
}

/// What a peer that does not keep up is sent, and when.
extension WebSocketHandler {
    /// Every ping is answered, but of those whose pong could not leave yet only the newest.
    func answerPing(_ payload: ByteBuffer) {
        guard state.isOpen, misconduct != .ignoresPings, let context else { return }
        if channelBytes(context) > 0 {
            backlog.pong = payload
            sendHeldWhenDrained(context)
        } else {
            write(.pong, payload)
            outputGrew()
        }
    }

    /// What a room sends to all its members. `atOnce` is the end of the room's turn: nothing more is to be collected.
    func send(_ frames: SharedFrames, atOnce: Bool, policy: SlowMemberPolicy) {
        guard state.isOpen, let context else { return }
        let stream = frames.stream(for: compression?.agreed)
        guard !backlog.mustWait else { return sendLater(.shared(stream)) }
        switch policy {
        case .keepLatest where channelBytes(context) > 0:
            backlog.latest = stream.latest
            sendHeldWhenDrained(context)
        case .dropNewest where !fits(stream, context):
            send(stream.prefix(bytes: limits.maxPendingBytes - pendingBytes(context)), atOnce: atOnce, context)
        case .close where !fits(stream, context):
            closeTooSlow()
        case .close, .dropNewest, .keepLatest:
            send(stream, atOnce: atOnce, context)
        }
    }

    /// An empty queue always takes one message. While the channel is writable little waits, and a short stream is not
    /// counted to the byte.
    private func fits(_ stream: SharedFrames.Stream, _ context: ChannelHandlerContext) -> Bool {
        if isWritable, stream.bytes.readableBytes <= Self.maxCollectedBytes { return true }
        let pending = pendingBytes(context)
        return pending == 0 || pending + stream.bytes.readableBytes <= limits.maxPendingBytes
    }

    private func send(_ stream: SharedFrames.Stream, atOnce: Bool, _ context: ChannelHandlerContext) {
        guard stream.bytes.readableBytes > 0 else { return }
        if stream.isCompressed { compression?.releaseContext() }
        if recorder != nil { recordSent(stream) }
        // What is large leaves at once in any case.
        let atOnce = atOnce || stream.bytes.readableBytes > Self.maxCollectedBytes
        if atOnce, output.readableBytes == 0 {
            // The bytes are shared by all members; nothing is copied.
            writtenBytes += stream.bytes.readableBytes
            context.writeAndFlush(wrapOutboundOut(stream.bytes), promise: nil)
        } else {
            output.writeImmutableBuffer(stream.bytes)
            if atOnce { flush(context) } else { outputGrew() }
        }
    }

    func closeTooSlow() {
        close(CloseFrame(.policyViolation, "too slow: more than \(limits.maxPendingBytes) bytes wait"))
    }

    // MARK: Until a message's last fragment

    func sendLater(_ deferred: Backlog.Deferred) {
        backlog.append(deferred)
        if backlog.deferredBytes > limits.maxPendingBytes, backlog.deferredBytes > deferred.bytes { closeTooSlow() }
    }

    /// One by one: a channel may call back while it writes, and what is sent then comes after them, or begins a message
    /// in parts.
    func sendDeferred() {
        while state.isOpen, backlog.openMessage == nil, let context, let next = backlog.popDeferred() {
            switch next {
            case .message(let message): sendNow(message)
            case .shared(let stream): send(stream, atOnce: false, context)
            }
        }
    }

    // MARK: Until the peer has taken everything

    private func sendHeldWhenDrained(_ context: ChannelHandlerContext) {
        guard !backlog.isDrainAwaited else { return }
        backlog.isDrainAwaited = true
        flush(context)
        whenDrained(context) {
            self.backlog.isDrainAwaited = false
            self.sendHeld()
        }
    }

    private func sendHeld() {
        guard state.isOpen, let context else { return }
        if let pong = backlog.pong {
            backlog.pong = nil
            write(.pong, pong)
        }
        if let latest = backlog.latest {
            backlog.latest = nil
            if backlog.mustWait { sendLater(.shared(latest)) } else { send(latest, atOnce: false, context) }
        }
        flush(context)
    }

    // MARK: Until there is room

    func whenWritable(_ task: @escaping () -> Void) {
        if isWritable { task() } else { backlog.waiting.append(task) }
    }

    /// Each of them may send one message more, and so fill the budget again.
    func resumeWaiting() {
        while isWritable || context == nil, !backlog.waiting.isEmpty { backlog.waiting.removeFirst()() }
    }

    /// Runs `task` when all that was written so far has left, or the connection has ended.
    func whenDrained(_ context: ChannelHandlerContext, _ task: @escaping () -> Void) {
        let written = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: written)
        written.futureResult.assumeIsolated().whenComplete { _ in task() }
    }
}
