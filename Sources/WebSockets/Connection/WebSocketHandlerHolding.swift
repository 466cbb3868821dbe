package import NIOCore

/// When what arrives must wait, and when it goes on.
extension WebSocketHandler {
    /// A peer that does not take what it is sent is not read from, and an endpoint may want a pause. So what waits for
    /// one peer is bounded by what one read can cause. Input that will only be discarded is never held, not even when
    /// the peer's close is still to be found in it.
    var isInputHeld: Bool {
        state.isOpen && (!isWritable || pauses > 0)
    }

    package func read(context: ChannelHandlerContext) {
        if isInputHeld { isReadHeld = true } else { context.read() }
    }

    package func channelWritabilityChanged(context: ChannelHandlerContext) {
        isWritable = context.channel.isWritable
        updateDrainTimeout(context)
        resumeWaiting()
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

    func changeHandedOver(by change: Int) {
        let wasFull = handedOver >= WebSocketConnection.maxHandedOver
        handedOver += change
        let isFull = handedOver >= WebSocketConnection.maxHandedOver
        if isFull, !wasFull { pauseReading() }
        if wasFull, !isFull { resumeReading() }
    }

    func goOn(_ context: ChannelHandlerContext) {
        guard !isTakingInput, !isInputHeld else { return }
        takeInput()
        flush(context)
        readIfHeld(context)
        endAfterInput()
    }

    func endAfterInput() {
        guard isInputEnded, !isInputHeld else { return }
        perform(state.inputEnded())
    }

    func readIfHeld(_ context: ChannelHandlerContext) {
        guard isReadHeld, !isInputHeld else { return }
        isReadHeld = false
        context.read()
    }

    /// Little input can inflate to much. The other connections of the loop have their turn before it goes on.
    func yield() {
        guard let context else { return }
        pauseReading()
        context.eventLoop.assumeIsolated().execute { self.resumeReading() }
    }
}
