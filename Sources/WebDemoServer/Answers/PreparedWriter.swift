import HTTPTypes
import NIOCore
import StaticSite

/// Turns prepared answers into bytes, as `ResponseWriter` would for a connection that is kept: the starts of their heads
/// are the same for a second.
struct PreparedWriter {
    /// Beyond this a copy costs more than a second piece for the system call.
    private static let maxCopiedBytes = 2 << 10

    private var date = DateField()
    private var ok = ByteBuffer()
    private var notModified = ByteBuffer()
    /// When the second ends.
    private var end = NIODeadline.distantPast

    /// Gives what is sent, and what follows the bytes that were written.
    mutating func write(
        _ answer: PreparedAnswer,
        at now: NIODeadline,
        to bytes: inout ByteBuffer
    ) -> (HTTPConnection.Unsent, ResponseWriter.Rest) {
        if now >= end { makeStarts(at: now) }
        switch answer {
        case .notModified(let form):
            bytes.writeImmutableBuffer(notModified)
            bytes.writeImmutableBuffer(form.preparedNotModified.bytes)
            return (.init(status: .notModified, bytes: 0), .nothing)
        case .head(let form):
            bytes.writeImmutableBuffer(ok)
            bytes.writeImmutableBuffer(form.prepared.head)
            return (.init(status: .ok, bytes: 0), .nothing)
        case .whole(let form):
            bytes.writeImmutableBuffer(ok)
            return (.init(status: .ok, bytes: form.bytes), writeRest(of: form, to: &bytes))
        }
    }

    private func writeRest(of form: Representation, to bytes: inout ByteBuffer) -> ResponseWriter.Rest {
        let prepared = form.prepared.bytes
        if prepared.readableBytes > Self.maxCopiedBytes, form.prepared.content != nil { return .content(prepared) }
        bytes.writeImmutableBuffer(prepared)
        guard form.bytes > 0, form.prepared.content == nil else { return .nothing }
        return switch form.content {
        case .buffer(let buffer): .content(buffer)
        case .file(let file): .parts([.file(file, 0..<form.bytes)])
        case nil: .nothing
        }
    }

    private mutating func makeStarts(at now: NIODeadline) {
        let wall = FileTime.now
        end = now + .nanoseconds(1_000_000_000 - wall.nanoseconds)
        let line = date.line(at: wall)
        for (start, status) in [(\Self.ok, HTTPResponse.Status.ok), (\Self.notModified, .notModified)] {
            self[keyPath: start].clear()
            self[keyPath: start].writeString("HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
            self[keyPath: start].writeImmutableBuffer(line)
        }
    }
}
