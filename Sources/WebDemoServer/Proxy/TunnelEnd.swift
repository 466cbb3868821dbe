import NIOCore
import WebSockets

/// One end of a tunnel: what comes in here goes out at the other end, unchanged, and no faster than that takes it. Both
/// are on the same event loop.
final class TunnelEnd: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var context: ChannelHandlerContext?
    private weak var partner: TunnelEnd?
    private var isReadHeld = false
    private var isInputEnded = false
    private var isOutputEnded = false

    static func pair() -> (TunnelEnd, TunnelEnd) {
        let (one, other) = (TunnelEnd(), TunnelEnd())
        one.partner = other
        other.partner = one
        return (one, other)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    // MARK: In here, out there

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        partner?.write(unwrapInboundIn(data))
    }

    func read(context: ChannelHandlerContext) {
        if partner?.isWritable == true { context.read() } else { isReadHeld = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { partner?.resumeReading() }
        context.fireChannelWritabilityChanged()
    }

    private var isWritable: Bool { context?.channel.isWritable == true }

    private func write(_ bytes: ByteBuffer) {
        // What HTTP leaves behind comes without the end of a read.
        context?.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    }

    func resumeReading() {
        guard isReadHeld, partner?.isWritable == true else { return }
        isReadHeld = false
        context?.read()
    }

    // MARK: Ends

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is WebSocketHandler.ServerIsStopping {
            context.close(promise: nil)
        } else if event as? ChannelEvent == .inputClosed {
            inputEnded()
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        partner?.close()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// This side will say nothing more; the other may still.
    func inputEnded() {
        isInputEnded = true
        partner?.endOutput()
    }

    private func endOutput() {
        guard !isOutputEnded else { return }
        isOutputEnded = true
        whenWritten { context in
            if self.isInputEnded, self.partner?.isOutputEnded == true {
                context.close(promise: nil)
            } else {
                context.close(mode: .output, promise: nil)
            }
        }
    }

    private func close() {
        whenWritten { $0.close(promise: nil) }
    }

    /// What waits in the channel would be lost at a close.
    private func whenWritten(_ then: @escaping (ChannelHandlerContext) -> Void) {
        guard let context else { return }
        let written = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: written)
        written.futureResult.assumeIsolated().whenComplete { _ in then(context) }
    }
}

@available(*, unavailable)
extension TunnelEnd: Sendable {}
