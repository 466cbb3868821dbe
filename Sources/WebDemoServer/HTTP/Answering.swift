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
        let writer = ResponseWriter(isHead: head.method == .head, isHTTP11: head.isHTTP11, keepsAlive: keepsAlive)
        let responder = surroundings.responder
        switch responder.answer(head, localAddress: context.localAddress, on: loop) {
        case .upgrade(let demo, let handshake):
            do throws(Places.Shortage) {
                try upgrade(to: demo.endpoint, handshake, context)
            } catch {
                write(responder.answer(error, to: head, from: context.remoteAddress), writer, context)
            }
        case .response(let response):
            write(response, writer, context)
        case .later(let response):
            response.assumeIsolated().whenComplete { result in
                switch result {
                case .success(let response): self.write(response, writer, context)
                case .failure: context.close(promise: nil)  // the pool has stopped, and so does the server
                }
            }
        }
    }

    func write(_ response: Response, _ writer: ResponseWriter, _ context: ChannelHandlerContext) {
        let answer = Unsent(status: response.status, bytes: writer.bodyBytes(response))
        guard context.channel.isActive else { return logAccess(status: answer.status, bytes: nil) }
        loop.scratch.clear()
        let rest = writer.write(response, date: loop.date, to: &loop.scratch)
        switch rest {
        case .nothing:
            if sendAtOnce(context) { return sent(answer, context) }
        case .content(let content):
            context.write(wrapOutboundOut(copyOfScratch()), promise: nil)
            context.write(wrapOutboundOut(content), promise: nil)
        case .parts(let parts):
            return transfer(parts, answer, context)
        }
        context.flush()
        // The client may have been found gone just now.
        guard context.channel.isActive else { return logAccess(status: answer.status, bytes: nil) }
        // The channel is writable when nothing waits in it (`Server.bootstrap`). What does would be lost at a close.
        if context.channel.isWritable { return sent(answer, context) }
        let watch = StallWatch(context, interval: FileTransfer.stallInterval)
        unsent = (answer, watch)
        watch.start()
    }

    /// Sends what was put together; what the socket has no room for, or all where there is none, is written to the channel.
    private func sendAtOnce(_ context: ChannelHandlerContext) -> Bool {
        if let socket, context.channel.isWritable {
            // An error is met again, and dealt with, by the channel.
            let count = (try? socket.send(loop.scratch)) ?? 0
            loop.scratch.moveReaderIndex(forwardBy: count)
        }
        if loop.scratch.readableBytes == 0 { return true }
        context.write(wrapOutboundOut(copyOfScratch()), promise: nil)
        return false
    }

    private func copyOfScratch() -> ByteBuffer {
        ByteBuffer(bytes: loop.scratch.readableBytesView)
    }

    // MARK: Files

    /// After the head that was put together.
    private func transfer(_ parts: [Response.Part], _ answer: Unsent, _ context: ChannelHandlerContext) {
        var parts = parts
        if case .file(let file, let range)? = parts.first, parts.count == 1, file.isInMemory {
            let rest = sendAtOnce(range, of: file, context)
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
        written.futureResult.assumeIsolated().whenComplete { result in
            switch result {
            case .success: self.sent(answer, context)
            case .failure: self.logAccess(status: answer.status, bytes: nil)
            }
        }
    }

    /// Two system calls that copy nothing but the head. Returns the rest of the range.
    private func sendAtOnce(_ range: Range<Int>, of file: OpenFile, _ context: ChannelHandlerContext) -> Range<Int> {
        guard let socket, context.channel.isWritable,
            let sent = try? socket.send(loop.scratch, range, ofFileInMemory: file)
        else { return range }
        loop.scratch.moveReaderIndex(forwardBy: sent.head)
        return range.dropFirst(sent.file)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable, let unsent {
            endUnsent()
            sent(unsent.answer, context)
        }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let unsent { logAccess(status: unsent.answer.status, bytes: nil) }
        endUnsent()
        context.fireChannelInactive()
    }

    func endUnsent() {
        unsent?.watch.stop()
        unsent = nil
    }

    private func sent(_ answer: Unsent, _ context: ChannelHandlerContext) {
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
