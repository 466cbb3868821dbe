import NIOCore

/// What the connection's state asks for, and the time that it takes.
extension WebSocketHandler {
    func perform(_ action: ConnectionState.Action) {
        guard let context else { return }
        switch action {
        case .nothing:
            break
        case .sendPing:
            write(.ping, ByteBuffer())
            flush(context)
        case .sendClose(let frame):
            write(.close, frame.payload)
            scheduleCloseTimeout(context)
            flush(context)
            goOn(context)
        case .sendCloseAndHangUp(let frame):
            write(.close, frame.payload)
            hangUp(context)
        case .hangUp:
            hangUp(context)
        case .dropConnection:
            context.close(promise: nil)
        }
    }

    func drop() {
        if let context { flush(context) }
        perform(state.dropRequested())
    }

    func hangUp(_ context: ChannelHandlerContext) {
        scheduleCloseTimeout(context)
        flush(context)
        readIfHeld(context)
        guard pendingBytes(context) > 0 else { return context.close(mode: .output, promise: nil) }
        // When the peer has ended its side, ending ours drops what still waits to be written; so it is written first.
        whenDrained(context) { self.context?.close(mode: .output, promise: nil) }
    }

    func scheduleHeartbeat(_ context: ChannelHandlerContext) {
        heartbeat = context.eventLoop.assumeIsolated().scheduleTask(in: limits.pingInterval) {
            guard let context = self.context else { return }
            self.noteProgress(context)
            if self.backlog.openMessage == nil { self.compression?.releaseIdleContext() }
            self.perform(self.state.heartbeatTriggered())
            self.releaseKeptMemory()
            if self.state.isOpen { self.scheduleHeartbeat(context) }
        }
    }

    /// A peer that takes bytes which had to wait for it is there; others may have come no further than this machine.
    /// While nothing is read from it, its pongs cannot be seen, and its silence says nothing; that it takes nothing has a
    /// time-out of its own.
    func noteProgress(_ context: ChannelHandlerContext) {
        let waiting = channelBytes(context)
        let taken = writtenBytes - waiting
        let hasTaken = atHeartbeat.waiting > 0 && taken > atHeartbeat.taken
        if hasTaken || isInputHeld { state.receivedBytes() }
        atHeartbeat = (waiting, taken)
    }

    /// Runs while the peer takes so little that nothing is read from it.
    func updateDrainTimeout(_ context: ChannelHandlerContext) {
        drainTimeout?.cancel()
        drainTimeout = nil
        guard !isWritable else { return }
        drainTimeout = context.eventLoop.assumeIsolated().scheduleTask(in: limits.drainTimeout) {
            self.perform(self.state.drainTimeoutTriggered())
        }
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
        drainTimeout?.cancel()
        agenda?.timer?.cancel()
        agenda = nil
        recordEnd()
        context = nil
        connection.ended()
        resumeWaiting()
        endpoint.closed(connection, state.outcome)
    }
}
