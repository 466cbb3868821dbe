import HTTPTypes
import NIOCore
import NIOPosix
import StaticSite

/// Turns a response into the bytes of HTTP/1.1: the one place that knows how (RFC 9112 §6.3, RFC 9110 §6.4, §8.6).
struct ResponseWriter {
    let isHead: Bool
    let isHTTP11: Bool
    let keepsAlive: Bool

    /// The bytes of the body that will be sent.
    func bodyBytes(_ response: Response) -> Int {
        isHead ? 0 : response.body.length
    }

    /// Writes and flushes; `promise` is kept when the channel has taken all of it.
    func write(
        _ response: Response,
        date: String,
        filePool: NIOThreadPool,
        context: ChannelHandlerContext,
        promise: EventLoopPromise<Void>
    ) {
        var head = head(of: response, date: date)
        switch isHead ? .none : response.body {
        case .none:
            context.writeAndFlush(NIOAny(head), promise: promise)
        case .bytes(let body):
            head.writeImmutableBuffer(body)
            context.writeAndFlush(NIOAny(head), promise: promise)
        case .file(let file, let range):
            context.write(NIOAny(head), promise: nil)
            transfer([.file(file, range)], filePool, context, promise)
        case .parts(let parts):
            context.write(NIOAny(head), promise: nil)
            transfer(parts, filePool, context, promise)
        }
    }

    private func transfer(
        _ parts: [Response.Part],
        _ filePool: NIOThreadPool,
        _ context: ChannelHandlerContext,
        _ promise: EventLoopPromise<Void>
    ) {
        // Nothing in the pipeline changes bytes on their way, so that the socket may be written to beside it.
        FileTransfer(of: parts, isCleartext: true, filePool: filePool, context: context, promise: promise).start()
    }

    /// The status line and the fields, to the empty line.
    func head(of response: Response, date: String) -> ByteBuffer {
        var head = ByteBuffer()
        head.reserveCapacity(512)
        writeHead(response, date: date, to: &head)
        return head
    }

    private func writeHead(_ response: Response, date: String, to buffer: inout ByteBuffer) {
        let status = response.status
        buffer.writeString("HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
        for field in response.fields {
            buffer.writeString(field.name.rawName)
            buffer.writeString(": ")
            buffer.writeString(field.value)
            buffer.writeString("\r\n")
        }
        if status.kind != .informational {
            buffer.writeString("Date: \(date)\r\nServer: webdemo\r\nX-Content-Type-Options: nosniff\r\n")
            buffer.writeString("Content-Length: \(response.body.length)\r\n")
            writeConnection(status, to: &buffer)
        }
        buffer.writeString("\r\n")
    }

    /// One field for both things it can say: that the answer's `Upgrade` is meant for this hop, and what becomes of the
    /// connection.
    private func writeConnection(_ status: HTTPResponse.Status, to buffer: inout ByteBuffer) {
        var options: [String] = []
        if status == .upgradeRequired { options.append("Upgrade") }
        if !keepsAlive { options.append("close") } else if !isHTTP11 { options.append("keep-alive") }
        guard !options.isEmpty else { return }
        buffer.writeString("Connection: \(options.joined(separator: ", "))\r\n")
    }
}
