import NIOCore

/// Lets a listener rest when a client could not be accepted, for lack of descriptors most of all. The client waits in the
/// kernel's queue meanwhile; without a rest, the loop would try for ever.
///
/// NIO's `AcceptBackoffHandler` holds back the next read, but NIO takes the one that failed for not yet done.
final class AcceptPause: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private static let duration = TimeAmount.milliseconds(100)

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let channel = context.channel
        try? channel.syncOptions?.setOption(.autoRead, value: false)
        channel.eventLoop.assumeIsolated().scheduleTask(in: Self.duration) {
            try? channel.syncOptions?.setOption(.autoRead, value: true)
        }
    }
}

@available(*, unavailable)
extension AcceptPause: Sendable {}
