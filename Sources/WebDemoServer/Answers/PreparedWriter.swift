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
            start(with: notModified, in: &bytes)
            form.preparedNotModified.writeAll(to: &bytes)
            return (.init(status: .notModified, bytes: 0), .nothing)
        case .head(let form):
            start(with: ok, in: &bytes)
            form.prepared.writeHead(to: &bytes)
            return (.init(status: .ok, bytes: 0), .nothing)
        case .whole(let form):
            start(with: ok, in: &bytes)
            return (.init(status: .ok, bytes: form.bytes), writeRest(of: form, to: &bytes))
        }
    }

    private func start(with start: ByteBuffer, in bytes: inout ByteBuffer) {
        start.withUnsafeReadableBytes { _ = bytes.writeBytes($0) }
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
