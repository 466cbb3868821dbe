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
        guard writer.write(response, date: loop.date, context: context) else {
            return transfer(response, answer, writer, context)
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

    private func transfer(
        _ response: Response,
        _ unsent: Unsent,
        _ writer: ResponseWriter,
        _ context: ChannelHandlerContext
    ) {
        let written = context.eventLoop.makePromise(of: Void.self)
        let filePool = surroundings.responder.filePool
        writer.transfer(response, date: loop.date, filePool: filePool, context: context, promise: written)
        written.futureResult.assumeIsolated().whenComplete { result in
            switch result {
            case .success: self.sent(unsent, context)
            case .failure: self.logAccess(status: unsent.status, bytes: nil)
            }
        }
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
