import NIOCore

/// Messages → frames → bytes.
extension WebSocketHandler {
    func send(_ message: Message) {
        guard state.isOpen else { return }
        if backlog.mustWait { sendLater(.message(message)) } else { sendNow(message) }
    }

    func sendNow(_ message: Message) {
        let start = output.writerIndex
        output.writeMessage(message, compressed: compression?.compressed(message.payload))
        if recorder != nil { recordSent(from: start, payload: message.payload) }
        outputGrew()
    }

    /// A part of a message; other messages wait for its last part.
    func send(fragment payload: ByteBuffer, of kind: Message.Kind, isFinal: Bool) {
        guard state.isOpen else { return }
        let isFirst = backlog.openMessage == nil
        backlog.openMessage = isFinal ? nil : kind
        backlog.openMessageBytes = (isFirst ? 0 : backlog.openMessageBytes) + payload.readableBytes
        let start = output.writerIndex
        // Once begun, a compressed message goes on so.
        let compressed =
            isFirst || backlog.isOpenMessageCompressed
            ? compression?.deflate(payload, endsMessage: isFinal) : nil
        if isFirst { backlog.isOpenMessageCompressed = compressed != nil }
        output.writeFrame(
            isFirst ? kind.opcode : .continuation,
            isFinal: isFinal,
            isCompressed: isFirst && compressed != nil,
            compressed ?? payload
        )
        if recorder != nil { recordSent(from: start, payload: payload) }
        outputGrew()
        if isFinal { sendDeferred() }
    }

    func sendRaw(_ bytes: ByteBuffer) {
        guard state.isOpen else { return }
        output.writeImmutableBuffer(bytes)
        if recorder != nil { recordSentRaw(bytes) }
        outputGrew()
    }

    func sendPing(_ payload: ByteBuffer) {
        guard state.isOpen else { return }
        write(.ping, payload)
        outputGrew()
    }

    func close(_ frame: CloseFrame) {
        perform(state.closeRequested(frame))
    }

    /// Into what leaves next; control frames may stand between the fragments of a message.
    func write(_ opcode: Opcode, _ payload: ByteBuffer) {
        let start = output.writerIndex
        output.writeFrame(opcode, payload)
        if recorder != nil { recordSent(from: start, payload: payload) }
    }

    // MARK: Bytes

    /// Input that was taken ends with a write of its own; what is sent at any other time leaves at the end of the
    /// loop's turn.
    func outputGrew() {
        // By far the most frequent case.
        if isTakingInput, isWritable, output.readableBytes <= Self.maxCollectedBytes { return }
        guard let context else { return }
        if !isWritable, pendingBytes(context) > limits.maxPendingBytes { return closeTooSlow() }
        guard output.readableBytes <= Self.maxCollectedBytes else { return flush(context) }
        guard !isTakingInput, !isFlushScheduled else { return }
        isFlushScheduled = true
        context.eventLoop.assumeIsolated().execute {
            self.isFlushScheduled = false
            if let context = self.context { self.flush(context) }
        }
    }

    func flush(_ context: ChannelHandlerContext) {
        guard output.readableBytes > 0 else { return }
        // Taken out first: a channel may call back while it writes, and what is sent then goes into a new one.
        var frames = output
        output = ByteBuffer()
        writtenBytes += frames.readableBytes
        context.writeAndFlush(wrapOutboundOut(frames), promise: nil)
        // Reuses the storage when the channel has already sent it, and lets go of a large one.
        guard frames.storageCapacity <= 512, output.readableBytes == 0 else { return }
        frames.clear()
        output = frames
    }

    var pendingBytes: Int { context.map(pendingBytes) ?? 0 }

    func pendingBytes(_ context: ChannelHandlerContext) -> Int {
        output.readableBytes + backlog.deferredBytes + channelBytes(context)
    }

    /// What the channel has taken and the socket has not.
    func channelBytes(_ context: ChannelHandlerContext) -> Int {
        (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }
}
