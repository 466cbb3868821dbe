import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Opens the connection of a tunnel to another server, with TLS where its address begins with `https`.
struct TunnelConnector {
    let target: ProxyTarget
    let timeouts: ProxyTimeouts
    let eventLoop: any EventLoop

    /// `gone` succeeds when nobody waits for the answer any more.
    func ask(_ request: HTTPRequestHead, until gone: EventLoopFuture<Void>) -> EventLoopFuture<TunnelHandshake.Answer> {
        let answered = eventLoop.makePromise(of: TunnelHandshake.Answer.self)
        gone.whenComplete { _ in answered.fail(ProxyFailure.failed) }
        let isOver = eventLoop.scheduleTask(in: timeouts.idle) { answered.fail(ProxyFailure.answerTimedOut) }
        answered.futureResult.whenComplete { _ in isOver.cancel() }
        let connected = ClientBootstrap(group: eventLoop)
            .connectTimeout(timeouts.connect)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try prepare(channel, request, answered) }
            }
            .connect(host: target.host, port: target.port)
        connected.whenFailure(answered.fail)
        // Whatever went wrong, nothing stays open.
        connected.whenSuccess { channel in
            answered.futureResult.whenFailure { _ in channel.close(promise: nil) }
        }
        return answered.futureResult
    }

    private func prepare(
        _ channel: any Channel,
        _ request: HTTPRequestHead,
        _ answered: EventLoopPromise<TunnelHandshake.Answer>
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        if target.isSecure {
            let context = try NIOSSLContext(configuration: .makeClientConfiguration())
            // An address is no name that TLS could ask for.
            let name = (try? SocketAddress(ipAddress: target.host, port: 0)) == nil ? target.host : nil
            try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: name))
        }
        try pipeline.addHandler(HTTPRequestEncoder())
        try pipeline.addHandler(ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .forwardBytes)))
        try pipeline.addHandler(TunnelHandshake(request, answered: answered))
    }
}
