import HTTPTypes
import NIOCore
import StaticSite

/// Turns prepared answers into the bytes that `ResponseWriter` would.
struct PreparedWriter {
    /// Of an answer with its content: beyond this a copy costs more than a second piece for the system call.
    private static let maxCopiedBytes = 2 << 10

    /// Knows what is said of the connection.
    let writer: ResponseWriter
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
            writer.writeConnection(.notModified, to: &bytes)
            form.preparedNotModified.writeAll(to: &bytes)
            return (.init(status: .notModified, bytes: 0), .nothing)
        case .head(let form):
            starts.writeOK(at: now, to: &bytes)
            writer.writeConnection(.ok, to: &bytes)
            form.prepared.writeHead(to: &bytes)
            return (.init(status: .ok, bytes: 0), .nothing)
        case .whole(let form):
            starts.writeOK(at: now, to: &bytes)
            writer.writeConnection(.ok, to: &bytes)
            return (.init(status: .ok, bytes: form.bytes), writeRest(of: form, to: &bytes))
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
