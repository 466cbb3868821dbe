import NIOCore

/// Stands where the socket would be: counts reads, takes a FIN, and can stop sending as for a peer that does not read.
final class Wire: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    private(set) var reads = 0
    private(set) var isOutputClosed = false
    private(set) var isClosed = false
    var isStuck = false
    /// Called in the middle of a write, as a channel may call back while it sends.
    var onWrite: (() -> Void)?

    func read(context: ChannelHandlerContext) {
        reads += 1
        context.read()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        context.write(data, promise: promise)
        let onWrite = onWrite
        self.onWrite = nil
        onWrite?()
    }

    func flush(context: ChannelHandlerContext) {
        if !isStuck { context.flush() }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if case .output = mode {
            isOutputClosed = true
            promise?.succeed()
        } else {
            isClosed = true
            context.close(mode: mode, promise: promise)
        }
    }
}

@available(*, unavailable)
extension Wire: Sendable {}
