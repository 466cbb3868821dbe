import NIOCore

/// What the connection's state asks for, and the time that it takes.
extension WebSocketHandler {
    func perform(_ action: ConnectionState.Action) {
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

    func hangUp(_ context: ChannelHandlerContext) {
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

    func scheduleHeartbeat(_ context: ChannelHandlerContext) {
        heartbeat = context.eventLoop.assumeIsolated().scheduleTask(in: limits.pingInterval) {
            guard let context = self.context else { return }
            self.noteProgress(context)
            self.perform(self.state.heartbeatTriggered())
            if self.state.isOpen { self.scheduleHeartbeat(context) }
        }
    }

    /// A peer that takes bytes is there, also while nothing is read from it and its pongs cannot be seen.
    func noteProgress(_ context: ChannelHandlerContext) {
        let pending = pendingBytes(context)
        if pending < pendingAtHeartbeat { state.receivedBytes() }
        pendingAtHeartbeat = pending
    }

    /// Before the write that it is for: a write that fails ends the connection, and with it the time-out.
    func scheduleCloseTimeout(_ context: ChannelHandlerContext) {
        guard closeTimeout == nil else { return }
        closeTimeout = context.eventLoop.assumeIsolated().scheduleTask(in: limits.closeTimeout) {
            self.perform(self.state.closeTimeoutTriggered())
        }
    }

    func end() {
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
