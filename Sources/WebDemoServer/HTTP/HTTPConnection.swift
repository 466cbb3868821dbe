import Demos
import HTTPTypes
import NIOCore
import StaticSite
import WebSockets

/// One client's HTTP/1.1 connection: bytes → heads → answers → bytes, one request at a time, until it ends or becomes a
/// WebSocket (`Upgrade`).
final class HTTPConnection: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Bounds what may wait for the answer before it, beside a head that is not all there.
    private static let maxWaitingBytes = 1 << 20
    /// The same for a body that is passed on: as much as a system may have in store when the client ends its side.
    private static let maxWaitingBodyBytes = 8 << 20

    let surroundings: Surroundings
    let loop: LoopResources
    /// Also of the WebSocket that it becomes.
    let id: UInt64
    let accepted: NIODeadline
    var state: HTTPConnectionState
    var input = ByteBuffer()
    /// The head of the request that is being answered, with its bytes as they came.
    var head: RequestHead?
    var answerStarted = NIODeadline.uptimeNanoseconds(0)
    private var isProcessing = false
    var isReadHeld = false
    /// How many requests there were.
    var requests = 0
    /// Counts what the request that is being answered costs, where somebody measures that.
    var meter: Meter?
    var stream: ResponseStream?
    /// The request that another server is answering.
    var exchange: ProxyExchange?
    /// Of a channel that nothing in the pipeline changes bytes for.
    var socket: SocketHandle?
    /// Whether nothing waits in the channel, which is writable when all has left.
    private(set) var isDrained = true
    var timer: LazyTimer?

    init(_ surroundings: Surroundings, loop: LoopResources) {
        self.surroundings = surroundings
        self.loop = loop
        id = surroundings.connectionIDs.next()
        accepted = loop.eventLoop.now
        state = HTTPConnectionState(
            limits: surroundings.headLimits,
            memo: loop.fieldsMemo,
            proxies: surroundings.responder.proxies
        )
    }

    func handlerAdded(context: ChannelHandlerContext) {
        timer = LazyTimer(eventLoop: context.eventLoop) { [unowned self] in
            self.perform(self.state.timeoutTriggered(), context)
            self.process(context)
        }
        updateTimer()
        socket = SocketHandle(of: context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A reset or a broken pipe: this client is gone, which concerns nobody else.
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is WebSocketHandler.ServerIsStopping {
            perform(state.stopRequested(), context)
            endStream(context)
            exchange?.stop()
        } else if event as? ChannelEvent == .inputClosed {
            perform(state.inputEnded(), context)
            exchange?.inputEnded()
            process(context)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        isDrained = context.channel.isWritable
        context.fireChannelWritabilityChanged()
    }

    // MARK: In

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if input.readableBytes == 0 {
            input = bytes
        } else {
            // What was read would stay as long as each read brings the beginning of one more request.
            input.discardReadBytes()
            input.writeBuffer(&bytes)
        }
        // NIO reads on to the end of a stream that the client has ended, whatever we want.
        let limit = state.isBodyUnread ? Self.maxWaitingBodyBytes : Self.maxWaitingBytes
        guard input.readableBytes - surroundings.headLimits.maxHeadBytes <= limit else {
            return context.close(promise: nil)
        }
        process(context)
    }

    func read(context: ChannelHandlerContext) {
        if state.wantsToRead { context.read() } else { isReadHeld = true }
    }

    /// Goes on as far as the bytes that are there allow. An answer that is ready at once ends up here again; the flag
    /// makes that a turn of the loop and not a deeper call.
    func process(_ context: ChannelHandlerContext) {
        guard !isProcessing else { return }
        isProcessing = true
        defer { isProcessing = false }
        var passing: ProxyExchange?
        repeat {
            while answerAtOnce(context) || perform(state.next(&input), context) {}
            passing = exchange
            passing?.passBodyOn()
        } while exchange !== passing
        if input.readableBytes == 0 { input = ByteBuffer() }
        updateTimer()
        if isReadHeld, state.wantsToRead {
            isReadHeld = false
            context.read()
        }
    }

    /// Whether there may be more to do at once.
    @discardableResult
    func perform(_ action: HTTPConnectionState.Action, _ context: ChannelHandlerContext) -> Bool {
        switch action {
        case .wait:
            return false
        case .answer(let head, let keepsAlive):
            // The next request gets a time of its own, also when this answer is written before anybody looks.
            timer?.stop()
            answer(head, keepsAlive: keepsAlive, context)
        case .refuse(let error):
            answerStarted = .now()
            let writer = ResponseWriter(isHead: false, isHTTP11: true, keepsAlive: false)
            write(surroundings.responder.answer(error), writer, context)
        case .hangUp:
            context.close(mode: .output, promise: nil)
        case .close:
            context.close(promise: nil)
        }
        return true
    }

    // MARK: Time

    private func updateTimer() {
        switch state.timeout {
        case .request: timer?.start(surroundings.timeouts.request, for: .request)
        case .idle: timer?.start(surroundings.timeouts.idle, for: .idle)
        case .linger: timer?.start(surroundings.timeouts.linger, for: .linger)
        case nil: timer?.stop()
        }
    }
}

@available(*, unavailable)
extension HTTPConnection: Sendable {}
