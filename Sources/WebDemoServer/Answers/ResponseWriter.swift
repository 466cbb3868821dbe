import HTTPTypes
import NIOCore
import StaticSite

/// Turns a response into the bytes of HTTP/1.1: the one place that knows how (RFC 9112 §6.3, RFC 9110 §6.4, §8.6).
struct ResponseWriter {
    /// What follows the bytes that were written.
    enum Rest {
        case nothing
        case content(ByteBuffer)
        /// A body that is, or is partly, an open file.
        case parts([Response.Part])
    }

    let isHead: Bool
    let isHTTP11: Bool
    let keepsAlive: Bool

    /// Bodies up to this are copied behind their heads: one buffer is sent faster than two.
    private static let maxCopiedBytes = 16 << 10

    /// The bytes of the body that will be sent.
    func bodyBytes(_ response: Response) -> Int {
        isHead ? 0 : response.body.length
    }

    /// Writes the head, and the body where that is little. `date` is the line with the time.
    func write(_ response: Response, date: ByteBuffer, to bytes: inout ByteBuffer) -> Rest {
        writeStart(of: response.status, date: date, to: &bytes)
        switch isHead ? .none : response.body {
        case .none, .omitted:
            writeEnd(of: response, to: &bytes)
            return .nothing
        case .bytes(let content):
            writeEnd(of: response, to: &bytes)
            guard content.readableBytes <= Self.maxCopiedBytes else { return .content(content) }
            bytes.writeImmutableBuffer(content)
            return .nothing
        case .file(let file, let range):
            writeEnd(of: response, to: &bytes)
            return .parts([.file(file, range)])
        case .parts(let parts):
            writeEnd(of: response, to: &bytes)
            return .parts(parts)
        }
    }

    /// The status line, and the fields that differ from one sending to the next.
    private func writeStart(of status: HTTPResponse.Status, date: ByteBuffer, to bytes: inout ByteBuffer) {
        switch status {
        case .ok: bytes.writeStaticString("HTTP/1.1 200 OK\r\n")
        case .notModified: bytes.writeStaticString("HTTP/1.1 304 Not Modified\r\n")
        default: bytes.writeString("HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
        }
        guard status.kind != .informational else { return }
        bytes.writeImmutableBuffer(date)
        writeConnection(status, to: &bytes)
    }

    private func writeEnd(of response: Response, to bytes: inout ByteBuffer) {
        bytes.writeImmutableBuffer(Self.endOfHead(response.status, response.fields, response.body.length))
    }

    /// What is the same whenever and on whichever connection a response is sent, with the empty line.
    static func endOfHead(_ status: HTTPResponse.Status, _ fields: HTTPFields, _ contentLength: Int) -> ByteBuffer {
        var end = ByteBuffer()
        for field in fields { end.writeString("\(field.name.rawName): \(field.value)\r\n") }
        if status.kind != .informational {
            end.writeString("Server: webdemo\r\nX-Content-Type-Options: nosniff\r\n")
            // A length in these would be that of the answer with content (RFC 9110 §8.6).
            if status != .notModified, status != .noContent, fields[.transferEncoding] == nil {
                end.writeString("Content-Length: \(contentLength)\r\n")
            }
        }
        end.writeStaticString("\r\n")
        return end
    }

    /// One field for both things it can say: that the answer's `Upgrade` is meant for this hop, and what becomes of the
    /// connection.
    func writeConnection(_ status: HTTPResponse.Status, to buffer: inout ByteBuffer) {
        if keepsAlive, isHTTP11, status != .upgradeRequired { return }
        var options: [String] = []
        if status == .upgradeRequired { options.append("Upgrade") }
        if !keepsAlive { options.append("close") } else if !isHTTP11 { options.append("keep-alive") }
        buffer.writeString("Connection: \(options.joined(separator: ", "))\r\n")
    }
}
