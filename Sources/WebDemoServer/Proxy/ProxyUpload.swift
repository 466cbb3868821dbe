import AsyncHTTPClient
import NIOCore

/// The body of a request on its way to another server.
final class ProxyUpload {
    /// Bounds what is on its way at a time.
    static let maxPieceBytes = 64 << 10

    private let writer: HTTPClient.Body.StreamWriter
    private var sent: EventLoopPromise<Void>?
    private(set) var isSending = false
    var isWaitingForClient = false

    init(_ writer: HTTPClient.Body.StreamWriter, sent: EventLoopPromise<Void>) {
        self.writer = writer
        self.sent = sent
    }

    /// Whether the other server wants more, and wants it now.
    var isReady: Bool { sent != nil && !isSending }

    /// Calls back when there is room for more.
    func send(_ bytes: ByteBuffer, on eventLoop: any EventLoop, _ then: @escaping () -> Void) {
        isSending = true
        writer.write(.byteBuffer(bytes)).hop(to: eventLoop).assumeIsolated().whenComplete { result in
            self.isSending = false
            switch result {
            case .success: then()
            case .failure: self.giveUp()  // its answer came first
            }
        }
    }

    /// That was all of it.
    func finish() {
        sent?.succeed()
        sent = nil
    }

    /// Never taken for the end of the body.
    func giveUp() {
        isWaitingForClient = false
        sent?.fail(ProxyFailure.failed)
        sent = nil
    }
}

@available(*, unavailable)
extension ProxyUpload: Sendable {}

extension ProxyExchange {
    /// The other server is there and has the head.
    func beginUpload(_ writer: HTTPClient.Body.StreamWriter) -> EventLoopFuture<Void> {
        if case .ended = stage { return context.eventLoop.makeFailedFuture(ProxyFailure.failed) }
        let sent = context.eventLoop.makePromise(of: Void.self)
        upload = ProxyUpload(writer, sent: sent)
        if case .waiting = stage, head.expectsContinue {
            let interim = ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")
            context.writeAndFlush(connection.wrapOutboundOut(interim), promise: nil)
        }
        let (connection, context) = (connection, context)
        context.eventLoop.assumeIsolated().execute { connection.process(context) }
        return sent.futureResult
    }

    /// Takes from what the client has sent as long as the other server takes it.
    func passBodyOn() {
        guard let upload else { return }
        while upload.isReady {
            var bytes = ByteBuffer()
            let piece = connection.nextBodyPiece(upTo: ProxyUpload.maxPieceBytes, into: &bytes)
            upload.isWaitingForClient = bytes.readableBytes == 0 && piece == .needsMore
            if bytes.readableBytes > 0 {
                idleClock?.noteProgress()
                let (connection, context) = (connection, context)
                upload.send(bytes, on: context.eventLoop) { connection.process(context) }
                continue
            }
            switch piece {
            case .content: break
            case .needsMore:
                // So much framing and no content is nothing that anybody sends in earnest.
                if connection.input.readableBytes > 0 { return refuse(.malformed("chunks are mostly content")) }
                if connection.state.isInputEnded { refuse(.malformed("the body is shorter than it says")) }
                return
            case .end: upload.finish()
            case .broken: refuse(.malformed("the body is not framed as it says"))
            }
        }
    }
}
