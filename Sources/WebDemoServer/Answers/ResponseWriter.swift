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

    /// Bodies up to this are copied behind their heads: one buffer is written faster than two.
    private static let maxCopiedBytes = 16 << 10

    /// Writes an answer whose body is in memory; `false` when the body is a file, which `transfer` sends.
    func write(_ response: Response, date: String, context: ChannelHandlerContext) -> Bool {
        switch isHead ? .none : response.body {
        case .none, .omitted:
            context.write(NIOAny(head(of: response, date: date)), promise: nil)
        case .bytes(let body) where body.readableBytes <= Self.maxCopiedBytes:
            var bytes = head(of: response, date: date, room: body.readableBytes)
            bytes.writeImmutableBuffer(body)
            context.write(NIOAny(bytes), promise: nil)
        case .bytes(let body):
            context.write(NIOAny(head(of: response, date: date)), promise: nil)
            context.write(NIOAny(body), promise: nil)
        case .file, .parts:
            return false
        }
        return true
    }

    /// Writes and flushes an answer whose body is, or is partly, an open file; `promise` is kept when the channel has
    /// taken all of it.
    func transfer(
        _ response: Response,
        date: String,
        filePool: NIOThreadPool,
        context: ChannelHandlerContext,
        promise: EventLoopPromise<Void>
    ) {
        let parts: [Response.Part] =
            switch response.body {
            case .none, .omitted: []
            case .bytes(let bytes): [.bytes(bytes)]
            case .file(let file, let range): [.file(file, range)]
            case .parts(let parts): parts
            }
        context.write(NIOAny(head(of: response, date: date)), promise: nil)
        // Nothing in the pipeline changes bytes on their way, so that the socket may be written to beside it.
        FileTransfer(of: parts, isCleartext: true, filePool: filePool, context: context, promise: promise).start()
    }

    /// The status line and the fields, to the empty line, with room for more behind it.
    func head(of response: Response, date: String, room: Int = 0) -> ByteBuffer {
        let lasting = response.memo?.buffer { lastingHead(of: response) } ?? lastingHead(of: response)
        var head = ByteBuffer()
        head.reserveCapacity(lasting.readableBytes + 96 + room)
        head.writeImmutableBuffer(lasting)
        if response.status.kind != .informational {
            head.writeStaticString("Date: ")
            head.writeString(date)
            writeConnection(response.status, to: &head)
            head.writeStaticString("\r\n")
        }
        head.writeStaticString("\r\n")
        return head
    }

    /// What is the same whenever and on whichever connection the response is sent.
    private func lastingHead(of response: Response) -> ByteBuffer {
        let status = response.status
        var buffer = ByteBuffer()
        buffer.writeString("HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
        for field in response.fields {
            buffer.writeString("\(field.name.rawName): \(field.value)\r\n")
        }
        guard status.kind != .informational else { return buffer }
        buffer.writeString("Server: webdemo\r\nX-Content-Type-Options: nosniff\r\n")
        // A length in these would be that of the answer with content (RFC 9110 §8.6).
        if status != .notModified, status != .noContent {
            buffer.writeString("Content-Length: \(response.body.length)\r\n")
        }
        return buffer
    }

    /// One field for both things it can say: that the answer's `Upgrade` is meant for this hop, and what becomes of the
    /// connection.
    private func writeConnection(_ status: HTTPResponse.Status, to buffer: inout ByteBuffer) {
        if keepsAlive, isHTTP11, status != .upgradeRequired { return }
        var options: [String] = []
        if status == .upgradeRequired { options.append("Upgrade") }
        if !keepsAlive { options.append("close") } else if !isHTTP11 { options.append("keep-alive") }
        buffer.writeString("\r\nConnection: \(options.joined(separator: ", "))")
    }
}
