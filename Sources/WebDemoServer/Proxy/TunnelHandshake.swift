import NIOCore
import NIOHTTP1

/// Asks another server for a WebSocket, and says what it answered: on a connection of its own, which is then the tunnel's.
final class TunnelHandshake: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = HTTPClientRequestPart

    /// Of an answer that is no WebSocket: an explanation for a person. What is longer is left out.
    static let maxBodyBytes = 64 << 10

    struct Answer {
        let head: HTTPResponseHead
        let body: ByteBuffer
        let channel: any Channel
    }

    private let request: HTTPRequestHead
    private var answered: EventLoopPromise<Answer>?
    private var head: HTTPResponseHead?
    private var body = ByteBuffer()

    init(_ request: HTTPRequestHead, answered: EventLoopPromise<Answer>) {
        self.request = request
        self.answered = answered
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { send(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        send(context)
        context.fireChannelActive()
    }

    private func send(_ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(request)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
        case .body(var bytes):
            guard body.readableBytes + bytes.readableBytes <= Self.maxBodyBytes else {
                body.clear()
                return finish(context)
            }
            body.writeBuffer(&bytes)
        case .end:
            finish(context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(ProxyFailure.brokeOff, context)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(error, context)
    }

    /// Takes HTTP off the connection, so that what comes from now on, and what has come behind the answer, goes to `end`.
    /// Only when that is done may anything be sent: the decoder takes what passes it for parts of a request.
    static func handOver(_ channel: any Channel, to end: TunnelEnd) throws -> EventLoopFuture<Void> {
        let pipeline = channel.pipeline.syncOperations
        let handshake = try pipeline.handler(type: TunnelHandshake.self)
        try pipeline.addHandler(end, position: .after(handshake))
        pipeline.removeHandler(handshake, promise: nil)
        let encoder = try pipeline.handler(type: HTTPRequestEncoder.self)
        pipeline.removeHandler(encoder, promise: nil)
        let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
        let done = channel.eventLoop.makePromise(of: Void.self)
        pipeline.removeHandler(decoder, promise: done)
        return done.futureResult
    }

    private func finish(_ context: ChannelHandlerContext) {
        guard let head, let answered else { return }
        self.answered = nil
        answered.succeed(Answer(head: head, body: body, channel: context.channel))
    }

    private func fail(_ error: any Error, _ context: ChannelHandlerContext) {
        answered?.fail(error)
        answered = nil
        context.close(promise: nil)
    }
}

@available(*, unavailable)
extension TunnelHandshake: Sendable {}
