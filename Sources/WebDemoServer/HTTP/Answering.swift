import Demos
import HTTPTypes
import NIOCore
import StaticSite

/// The way out: a request's answer, its bytes, and when they count as sent.
extension HTTPConnection {
    /// An answer that is on its way.
    struct Unsent {
        let status: HTTPResponse.Status
        let bytes: Int
    }

    func answer(_ head: RequestHead, keepsAlive: Bool, _ context: ChannelHandlerContext) {
        self.head = head
        if loop.logsAccess { answerStarted = .now() }
        let writer = ResponseWriter(
            isHead: head.method == .head,
            isHTTP11: head.isHTTP11,
            keepsAlive: keepsAlive && !state.isBodyUnread
        )
        let responder = surroundings.responder
        requests += 1
        meter = nil
        switch responder.answer(head, from: asker(head, context), on: loop) {
        case .upgrade(let demo, let handshake):
            do throws(Places.Shortage) {
                try upgrade(to: demo, handshake, context)
            } catch {
                write(responder.answer(error, to: head, from: context.remoteAddress), writer, context)
            }
        case .response(let response):
            write(response, writer, context)
        case .proxy(let rule, let client):
            exchange = ProxyExchange(self, context, head, rule, client)
            exchange?.start()
        case .tunnel(let rule, let client):
            openTunnel(head, rule, client, context)
        case .stream(let response, let begin):
            self.begin(response, begin, writer, context)
        case .later(let response):
            response.assumeIsolated().whenComplete { result in
                switch result {
                case .success(let response): self.write(response, writer, context)
                case .failure: context.close(promise: nil)  // the pool has stopped, and so does the server
                }
            }
        }
    }

    private func asker(_ head: RequestHead, _ context: ChannelHandlerContext) -> Asker {
        meter = surroundings.responder.services.meter(of: head)
        return Asker(connection: id, request: requests, client: context.remoteAddress, server: context.localAddress)
    }

    func write(_ response: Response, _ writer: ResponseWriter, _ context: ChannelHandlerContext) {
        let answer = Unsent(status: response.status, bytes: writer.bodyBytes(response))
        guard context.channel.isActive else { return logAccess(status: answer.status, bytes: nil) }
        loop.scratch.clear()
        let rest = writer.write(response, date: loop.date, to: &loop.scratch)
        note(answer, rest, context)
        deliver(rest, answer, context)
    }

    /// What was put together, and then the rest.
    func deliver(_ rest: ResponseWriter.Rest, _ answer: Unsent, _ context: ChannelHandlerContext) {
        switch rest {
        case .nothing:
            if sendAtOnce() { return sent(answer, context) }
            write([copyOfScratch()], answer, context)
        case .content(let content):
            let count = sendAtOnce(with: content)
            if count == content.readableBytes, loop.scratch.readableBytes == 0 { return sent(answer, context) }
            var rest = content
            rest.moveReaderIndex(forwardBy: count)
            write([copyOfScratch(), rest], answer, context)
        case .parts(let parts):
            transfer(parts, answer, context)
        }
    }

    /// Sends what was put together. Returns whether that was all; else what is left is left.
    private func sendAtOnce() -> Bool {
        guard let socket = freeSocket else { return false }
        // An error is met again, and dealt with, by the channel.
        let count = (try? socket.send(loop.scratch)) ?? 0
        loop.scratch.moveReaderIndex(forwardBy: count)
        return loop.scratch.readableBytes == 0
    }

    /// The same, and what comes behind it. Returns how many bytes of that were sent.
    private func sendAtOnce(with content: ByteBuffer) -> Int {
        let count = freeSocket.flatMap { try? $0.send(loop.scratch, content) } ?? 0
        let scratchCount = min(count, loop.scratch.readableBytes)
        loop.scratch.moveReaderIndex(forwardBy: scratchCount)
        return count - scratchCount
    }

    /// Only where nothing waits in the channel, such as `100 Continue` for a slow client: what is sent past it would come
    /// first.
    private var freeSocket: SocketHandle? { isDrained ? socket : nil }

    private func write(_ pieces: [ByteBuffer], _ answer: Unsent, _ context: ChannelHandlerContext) {
        let written = context.eventLoop.makePromise(of: Void.self)
        for piece in pieces { context.write(wrapOutboundOut(piece), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: written)
        let watch = StallWatch(context, interval: FileTransfer.stallInterval)
        watch.start()
        written.futureResult.assumeIsolated().whenComplete { _ in watch.stop() }
        finish(answer, when: written, context)
    }

    /// What waits in the channel would be lost at a close; so the next thing is done when it has left.
    private func finish(_ answer: Unsent, when written: EventLoopPromise<Void>, _ context: ChannelHandlerContext) {
        written.futureResult.assumeIsolated().whenComplete { result in
            switch result {
            case .success: self.sent(answer, context)
            case .failure: self.logAccess(status: answer.status, bytes: nil)
            }
        }
    }

    private func copyOfScratch() -> ByteBuffer {
        ByteBuffer(bytes: loop.scratch.readableBytesView)
    }

    /// For those who ask what it took: a page how it came, and who measures.
    private func note(_ answer: Unsent, _ rest: ResponseWriter.Rest, _ context: ChannelHandlerContext) {
        guard let head, meter != nil || head.fields.isBrowsersNavigation else { return }
        let bodyIsInScratch = if case .nothing = rest { true } else { false }
        let headBytes = loop.scratch.readableBytes - (bodyIsInScratch ? answer.bytes : 0)
        meter?.sent(head: headBytes, payload: answer.bytes)
        guard head.fields.isBrowsersNavigation, let address = context.remoteAddress?.ipAddress else { return }
        let entry = PageLog.Entry(
            connection: id,
            request: requests,
            requestBytes: head.raw.readableBytes,
            headBytes: headBytes,
            bodyBytes: answer.bytes,
            status: answer.status.code
        )
        surroundings.responder.services.pageLog.note(entry, path: String(buffer: head.line.path), from: address)
    }

    // MARK: Streams

    private func begin(
        _ response: Response,
        _ begin: (ResponseStream) -> Void,
        _ writer: ResponseWriter,
        _ context: ChannelHandlerContext
    ) {
        if writer.isHead { return write(response, writer, context) }
        guard head?.isHTTP11 == true else {
            return write(surroundings.responder.answer(.versionNotSupported), writer, context)
        }
        var bytes = ByteBuffer()
        _ = writer.write(response, date: loop.date, to: &bytes)
        meter?.sent(head: bytes.readableBytes, payload: 0)
        let stream = ResponseStream(context, meter: meter)
        self.stream = stream
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
        // The client may have been found gone just now.
        if stream.isOpen { begin(stream) }
    }

    /// The server stops, or the client is gone.
    func endStream(_ context: ChannelHandlerContext) {
        guard let stream else { return }
        self.stream = nil
        stream.end()
        if context.channel.isActive {
            sent(Unsent(status: .ok, bytes: stream.bytes), context)
        } else {
            logAccess(status: .ok, bytes: nil)
        }
    }

    // MARK: Files

    /// After the head that was put together.
    private func transfer(_ parts: [Response.Part], _ answer: Unsent, _ context: ChannelHandlerContext) {
        var parts = parts
        if case .file(let file, let range)? = parts.first, parts.count == 1, file.isInMemory {
            let rest = sendAtOnce(range, of: file)
            if rest.isEmpty, loop.scratch.readableBytes == 0 { return sent(answer, context) }
            parts = [.file(file, rest)]
        }
        let isHeadDue = loop.scratch.readableBytes > 0
        if isHeadDue { context.write(wrapOutboundOut(copyOfScratch()), promise: nil) }
        let written = context.eventLoop.makePromise(of: Void.self)
        FileTransfer(
            of: parts,
            socket: socket,
            isFlushDue: isHeadDue,
            filePool: surroundings.responder.filePool,
            context: context,
            promise: written
        ).start()
        finish(answer, when: written, context)
    }

    /// Two system calls that copy nothing but the head. Returns the rest of the range.
    private func sendAtOnce(_ range: Range<Int>, of file: OpenFile) -> Range<Int> {
        guard let socket = freeSocket,
            let sent = try? socket.send(loop.scratch, range, ofFileInMemory: file)
        else { return range }
        loop.scratch.moveReaderIndex(forwardBy: sent.head)
        return range.dropFirst(sent.file)
    }

    func channelInactive(context: ChannelHandlerContext) {
        // Its number may be another's from now on.
        socket = nil
        endStream(context)
        exchange?.cancel()
        context.fireChannelInactive()
    }

    func sent(_ answer: Unsent, _ context: ChannelHandlerContext) {
        logAccess(status: answer.status, bytes: answer.bytes)
        head = nil
        perform(state.answered(), context)
        process(context)
    }

    func logAccess(status: HTTPResponse.Status, bytes: Int?) {
        guard loop.logsAccess else { return }
        loop.log(
            AccessLog.Entry(
                method: head?.method.rawValue ?? "-",
                target: head?.loggedTarget ?? "-",
                status: status.code,
                bytes: bytes,
                duration: .now() - answerStarted
            )
        )
    }
}
