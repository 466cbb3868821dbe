import NIOCore

/// Stands where the socket would be: takes a FIN, may take no bytes, and fails those that it has not taken when it is
/// closed. An `EmbeddedChannel` does none of these.
final class FuzzedWire: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    var written: [UInt8] = []
    var isStuck = false
    private(set) var reads = 0
    private(set) var isClosed = false
    private(set) var wroteAfterEnd = false
    private var isOutputClosed = false
    private var promises: [EventLoopPromise<Void>] = []

    func read(context: ChannelHandlerContext) {
        reads += 1
        context.read()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if isOutputClosed, unwrapOutboundIn(data).readableBytes > 0 { wroteAfterEnd = true }
        context.write(data, promise: nil)
        if let promise { promises.append(promise) }
    }

    func flush(context: ChannelHandlerContext) {
        guard !isStuck else { return }
        context.flush()
        for promise in takePromises() { promise.succeed() }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if case .output = mode {
            isOutputClosed = true
            promise?.succeed()
        } else {
            isClosed = true
            for promise in takePromises() { promise.fail(ChannelError.ioOnClosedChannel) }
            context.close(mode: mode, promise: promise)
        }
    }

    private func takePromises() -> [EventLoopPromise<Void>] {
        defer { promises = [] }
        return promises
    }
}

@available(*, unavailable)
extension FuzzedWire: Sendable {}
