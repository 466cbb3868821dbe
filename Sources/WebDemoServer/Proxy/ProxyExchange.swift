import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1
import StaticSite

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// One request on its way to another server and its answer on the way back, a piece at a time: neither side is read from
/// while the other takes nothing. Lives on the client's event loop.
final class ProxyExchange {
    enum Stage {
        case waiting
        case answering(ProxyResponse)
        case ended
    }

    let connection: HTTPConnection
    let context: ChannelHandlerContext
    let head: RequestHead
    let rule: ProxyRule
    let client: ProxyClient
    var stage = Stage.waiting
    var upload: ProxyUpload?
    /// Of the body of the answer, so far.
    var sentBytes = 0
    var idleClock: IdleClock?
    private var watch: StallWatch?
    private var task: HTTPClient.Task<Void>?
    private var attempts = 0

    init(
        _ connection: HTTPConnection,
        _ context: ChannelHandlerContext,
        _ head: RequestHead,
        _ rule: ProxyRule,
        _ client: ProxyClient
    ) {
        self.connection = connection
        self.context = context
        self.head = head
        self.rule = rule
        self.client = client
    }

    func start() {
        let clock = IdleClock(context.eventLoop, limit: client.timeouts.idle) { [weak self] in self?.timeoutTriggered()
        }
        idleClock = clock
        clock.start()
        ask()
    }

    private func ask() {
        attempts += 1
        let asked = ProxyRequest(head, rule: rule, client: context.remoteAddress, hop: client.hop)
        let loopBound = NIOLoopBound(self, eventLoop: context.eventLoop)
        do {
            let request = try HTTPClient.Request(
                url: rule.target.origin + asked.target,
                method: HTTPMethod(rawValue: head.method.rawValue),
                headers: asked.headers,
                body: body(loopBound)
            )
            task = client.execute(request, ProxyDelegate(loopBound, attempt: attempts), on: context.eventLoop)
        } catch {
            failed(error, attempt: attempts)
        }
    }

    private func body(_ exchange: NIOLoopBound<ProxyExchange>) -> HTTPClient.Body? {
        let begin = { @Sendable (writer: HTTPClient.Body.StreamWriter) in exchange.value.beginUpload(writer) }
        return switch head.body {
        case .none: nil
        case .length(let bytes): .stream(contentLength: Int64(bytes), begin)
        case .chunked: .stream(contentLength: nil, begin)
        }
    }

    // MARK: The answer

    func receivedHead(_ answer: HTTPResponseHead) -> EventLoopFuture<Void> {
        guard case .waiting = stage else { return context.eventLoop.makeFailedFuture(ProxyFailure.failed) }
        client.outages.answered(rule)
        let response: ProxyResponse
        do throws(ProxyFailure) {
            response = try ProxyResponse(answer, to: head, rule: rule)
        } catch {
            fail(error)
            return context.eventLoop.makeFailedFuture(error)
        }
        stage = .answering(response)
        if response.framing == .untilClose || connection.state.isBodyUnread { connection.state.endAfterAnswer() }
        if response.isEventStream { idleClock?.setLimit(nil) }
        watch = StallWatch(context, interval: FileTransfer.stallInterval)
        watch?.start()
        let bytes = response.head(
            date: connection.loop.date,
            isHTTP11: head.isHTTP11,
            keepsAlive: !connection.state.endsAfterAnswer
        )
        connection.meter?.sent(head: bytes.readableBytes, payload: 0)
        return send([bytes])
    }

    func receivedBody(_ bytes: ByteBuffer) -> EventLoopFuture<Void> {
        guard case .answering(let response) = stage else {
            return context.eventLoop.makeFailedFuture(ProxyFailure.failed)
        }
        // An empty chunk would be the last.
        guard bytes.readableBytes > 0, response.framing != .none else {
            return context.eventLoop.makeSucceededVoidFuture()
        }
        sentBytes += bytes.readableBytes
        switch response.framing {
        case .none, .untilClose:
            return send([bytes])
        case .length(let length):
            guard sentBytes <= length else {
                fail(.malformed)
                return context.eventLoop.makeFailedFuture(ProxyFailure.malformed)
            }
            return send([bytes])
        case .chunked:
            let size = ByteBuffer(string: String(bytes.readableBytes, radix: 16) + "\r\n")
            return send([size, bytes, ByteBuffer(string: "\r\n")])
        }
    }

    func receivedEnd() {
        guard case .answering(let response) = stage else { return }
        if case .length(let length) = response.framing, sentBytes < length { return fail(.brokeOff) }
        end()
        let last = ByteBuffer(string: response.framing == .chunked ? "0\r\n\r\n" : "")
        let answer = HTTPConnection.Unsent(status: response.status, bytes: sentBytes)
        send([last]).assumeIsolated().whenComplete { [connection, context] result in
            switch result {
            case .success: connection.sent(answer, context)
            case .failure: connection.logAccess(status: answer.status, bytes: nil)
            }
        }
    }

    /// Succeeds when the client's system has taken the bytes.
    private func send(_ pieces: [ByteBuffer]) -> EventLoopFuture<Void> {
        let written = context.eventLoop.makePromise(of: Void.self)
        for piece in pieces.dropLast() { context.write(connection.wrapOutboundOut(piece), promise: nil) }
        idleClock?.pause()
        context.writeAndFlush(connection.wrapOutboundOut(pieces.last ?? ByteBuffer()), promise: written)
        written.futureResult.assumeIsolated().whenComplete { [weak self] result in
            self?.watch?.steps += 1
            self?.idleClock?.goOn()
            // It is the client that is gone: the other server has done nothing wrong.
            if case .failure = result { self?.cancel() }
        }
        return written.futureResult
    }

    // MARK: Ends

    func failed(_ error: any Error, attempt: Int) {
        guard attempt == attempts else { return }
        fail(ProxyFailure(error))
    }

    /// Tells the client why, as long as it was told nothing else; a shortened answer is never told from a broken connection.
    func fail(_ failure: ProxyFailure) {
        switch stage {
        case .ended:
            return
        case .waiting where failure == .brokeOff && attempts == 1 && isHarmlessTwice:
            // The other server may have just ended a connection that was kept for the next request.
            ask()
        case .waiting:
            end()
            client.outages.failed(rule, failure)
            write(connection.surroundings.responder.answer(failure, rule, to: head))
        case .answering(let response):
            end()
            client.outages.failed(rule, failure)
            abort(response)
        }
    }

    /// The client asked for something that is none.
    func refuse(_ error: RequestError) {
        switch stage {
        case .ended:
            break
        case .waiting:
            end()
            write(connection.surroundings.responder.answer(error))
        case .answering(let response):
            end()
            abort(response)
        }
    }

    /// The client is gone.
    func cancel() {
        guard let status = endStatus else { return }
        end()
        connection.logAccess(status: status, bytes: nil)
    }

    /// The server stops: what would not end by itself ends now.
    func stop() {
        guard case .answering(let response) = stage, response.isEventStream else { return }
        end()
        abort(response)
    }

    /// Half the time is enough where the client may be gone.
    func inputEnded() {
        idleClock?.setLimit(client.timeouts.idleWithoutClient)
    }

    private func timeoutTriggered() {
        if upload?.isWaitingForClient == true { refuse(.timedOut) } else { fail(.answerTimedOut) }
    }

    private var isHarmlessTwice: Bool {
        head.body == .none && [.get, .head, .options].contains(head.method)
    }

    /// Of an exchange that goes on.
    private var endStatus: HTTPResponse.Status? {
        switch stage {
        case .waiting: .badGateway
        case .answering(let response): response.status
        case .ended: nil
        }
    }

    private func end() {
        let task = task
        self.task = nil
        stage = .ended
        task?.cancel()
        idleClock?.stop()
        idleClock = nil
        watch?.stop()
        upload?.giveUp()
        upload = nil
        connection.exchange = nil
    }

    private func write(_ response: Response) {
        if connection.state.isBodyUnread { connection.state.endAfterAnswer() }
        let writer = ResponseWriter(
            isHead: head.method == .head,
            isHTTP11: head.isHTTP11,
            keepsAlive: !connection.state.endsAfterAnswer
        )
        connection.write(response, writer, context)
    }

    private func abort(_ response: ProxyResponse) {
        connection.logAccess(status: response.status, bytes: nil)
        if response.framing == .untilClose {
            // An orderly end would be the end of the answer.
            let provider = context.channel as? any SocketOptionProvider
            _ = provider?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        }
        context.close(promise: nil)
    }
}

@available(*, unavailable)
extension ProxyExchange: Sendable {}
