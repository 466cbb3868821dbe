import HTTPTypes
import NIOCore
import StaticSite

/// Turns prepared answers into the bytes that `ResponseWriter` would.
struct PreparedWriter {
    /// Of an answer with its content: beyond this a copy costs more than a second piece for the system call.
    private static let maxCopiedBytes = 2 << 10

    let isHTTP11: Bool
    let keepsAlive: Bool
    let now: NIODeadline

    /// Gives what is sent, and what follows the bytes that were written.
    func write(
        _ answer: PreparedAnswer,
        startingWith starts: inout HeadStarts,
        to bytes: inout ByteBuffer
    ) -> (HTTPConnection.Unsent, ResponseWriter.Rest) {
        switch answer {
        case .notModified(let form):
            starts.writeNotModified(at: now, to: &bytes)
            writeConnection(to: &bytes)
            form.preparedNotModified.writeAll(to: &bytes)
            return (.init(status: .notModified, bytes: 0), .nothing)
        case .head(let form):
            starts.writeOK(at: now, to: &bytes)
            writeConnection(to: &bytes)
            form.prepared.writeHead(to: &bytes)
            return (.init(status: .ok, bytes: 0), .nothing)
        case .whole(let form):
            starts.writeOK(at: now, to: &bytes)
            writeConnection(to: &bytes)
            return (.init(status: .ok, bytes: form.bytes), writeRest(of: form, to: &bytes))
        }
    }

    /// What becomes of the connection, where that is not the rule.
    private func writeConnection(to bytes: inout ByteBuffer) {
        if !keepsAlive {
            bytes.writeStaticString("Connection: close\r\n")
        } else if !isHTTP11 {
            bytes.writeStaticString("Connection: keep-alive\r\n")
        }
    }

    private func writeRest(of form: Representation, to bytes: inout ByteBuffer) -> ResponseWriter.Rest {
        let prepared = form.prepared
        if prepared.hasContent, prepared.bytes.readableBytes > Self.maxCopiedBytes { return .content(prepared.bytes) }
        prepared.writeAll(to: &bytes)
        if prepared.hasContent || form.bytes == 0 { return .nothing }
        return switch form.content {
        case .buffer(let buffer): .content(buffer)
        case .file(let file): .parts([.file(file, 0..<form.bytes)])
        case nil: .nothing
        }
    }
}
