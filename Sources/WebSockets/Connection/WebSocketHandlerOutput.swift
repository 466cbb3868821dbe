import NIOCore

/// Messages → frames → bytes.
extension WebSocketHandler {
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
    func outputGrew() {
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

    func flush(_ context: ChannelHandlerContext) {
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

    func pendingBytes(_ context: ChannelHandlerContext) -> Int {
        let written = try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
        return output.readableBytes + (written ?? 0)
    }
}
