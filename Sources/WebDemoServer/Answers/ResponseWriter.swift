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
        case .bytes(let body):
            write(response, body, date: date, context)
        case .file, .parts:
            return false
        }
        return true
    }

    private func write(_ response: Response, _ body: ByteBuffer, date: String, _ context: ChannelHandlerContext) {
        if let prepared = response.prepared, prepared.content != nil {
            var bytes = start(of: response, date: date, room: prepared.bytes.readableBytes)
            bytes.writeImmutableBuffer(prepared.bytes)
            context.write(NIOAny(bytes), promise: nil)
        } else if body.readableBytes <= Self.maxCopiedBytes {
            var bytes = head(of: response, date: date, room: body.readableBytes)
            bytes.writeImmutableBuffer(body)
            context.write(NIOAny(bytes), promise: nil)
        } else {
            context.write(NIOAny(head(of: response, date: date)), promise: nil)
            context.write(NIOAny(body), promise: nil)
        }
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
        var head = head(of: response, date: date)
        var parts: [Response.Part] =
            switch response.body {
            case .none, .omitted: []
            case .bytes(let bytes): [.bytes(bytes)]
            case .file(let file, let range): [.file(file, range)]
            case .parts(let parts): parts
            }
        do {
            if try sendAtOnce(&head, &parts, context) { return promise.succeed() }
        } catch {
            context.close(promise: nil)
            return promise.fail(error)
        }
        let isHeadDue = head.readableBytes > 0
        if isHeadDue { context.write(NIOAny(head), promise: nil) }
        FileTransfer(
            of: parts,
            // Nothing in the pipeline changes bytes on their way, so that the socket may be written to beside it.
            isCleartext: true,
            isFlushDue: isHeadDue,
            filePool: filePool,
            context: context,
            promise: promise
        ).start()
    }

    /// Sends a head and a file in memory in two system calls that copy nothing but the head, where nothing waits in the
    /// channel. Returns whether that was all; else what is left is left.
    private func sendAtOnce(
        _ head: inout ByteBuffer,
        _ parts: inout [Response.Part],
        _ context: ChannelHandlerContext
    ) throws -> Bool {
        guard case .file(let file, let range)? = parts.first, parts.count == 1, file.isInMemory,
            context.channel.isWritable
        else { return false }
        let sent = try SocketDescriptor.send(head, range, ofFileInMemory: file, past: context)
        head.moveReaderIndex(forwardBy: sent.head)
        parts = [.file(file, range.dropFirst(sent.file))]
        return head.readableBytes == 0 && sent.file == range.count
    }

    /// The status line and the fields, to the empty line, with room for more behind it.
    func head(of response: Response, date: String, room: Int = 0) -> ByteBuffer {
        let end =
            response.prepared?.head ?? Self.endOfHead(response.status, response.fields, response.body.length)
        var head = start(of: response, date: date, room: end.readableBytes + room)
        head.writeImmutableBuffer(end)
        return head
    }

    /// The status line, and the fields that differ from one sending to the next.
    private func start(of response: Response, date: String, room: Int) -> ByteBuffer {
        let status = response.status
        var start = ByteBuffer()
        start.reserveCapacity(128 + room)
        if status == .ok {
            start.writeStaticString("HTTP/1.1 200 OK\r\n")
        } else {
            start.writeString("HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
        }
        guard status.kind != .informational else { return start }
        start.writeStaticString("Date: ")
        start.writeString(date)
        start.writeStaticString("\r\n")
        writeConnection(status, to: &start)
        return start
    }

    /// What is the same whenever and on whichever connection a response is sent, with the empty line.
    static func endOfHead(_ status: HTTPResponse.Status, _ fields: HTTPFields, _ contentLength: Int) -> ByteBuffer {
        var end = ByteBuffer()
        for field in fields { end.writeString("\(field.name.rawName): \(field.value)\r\n") }
        if status.kind != .informational {
            end.writeString("Server: webdemo\r\nX-Content-Type-Options: nosniff\r\n")
            // A length in these would be that of the answer with content (RFC 9110 §8.6).
            if status != .notModified, status != .noContent {
                end.writeString("Content-Length: \(contentLength)\r\n")
            }
        }
        end.writeStaticString("\r\n")
        return end
    }

    /// One field for both things it can say: that the answer's `Upgrade` is meant for this hop, and what becomes of the
    /// connection.
    private func writeConnection(_ status: HTTPResponse.Status, to buffer: inout ByteBuffer) {
        if keepsAlive, isHTTP11, status != .upgradeRequired { return }
        var options: [String] = []
        if status == .upgradeRequired { options.append("Upgrade") }
        if !keepsAlive { options.append("close") } else if !isHTTP11 { options.append("keep-alive") }
        buffer.writeString("Connection: \(options.joined(separator: ", "))\r\n")
    }
}
