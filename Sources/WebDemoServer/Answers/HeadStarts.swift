import HTTPTypes
import NIOCore
import StaticSite

/// The first lines of the heads of prepared answers, which are the same for a second: status and time.
struct HeadStarts {
    private var ok = ByteBuffer()
    private var notModified = ByteBuffer()
    /// When the second ends.
    private var end = NIODeadline.distantPast

    /// `now` is the loop's. A clock that somebody sets is followed a second later.
    mutating func writeOK(at now: NIODeadline, to bytes: inout ByteBuffer) {
        if now >= end { make(at: now) }
        ok.withUnsafeReadableBytes { _ = bytes.writeBytes($0) }
    }

    /// The same for 304.
    mutating func writeNotModified(at now: NIODeadline, to bytes: inout ByteBuffer) {
        if now >= end { make(at: now) }
        notModified.withUnsafeReadableBytes { _ = bytes.writeBytes($0) }
    }

    private mutating func make(at now: NIODeadline) {
        let wall = FileTime.now
        end = now + .nanoseconds(1_000_000_000 - wall.nanoseconds)
        let date = DateField.line(at: HTTPDate(wall))
        ok = Self.start(.ok, date)
        notModified = Self.start(.notModified, date)
    }

    private static func start(_ status: HTTPResponse.Status, _ date: ByteBuffer) -> ByteBuffer {
        var start = ByteBuffer(string: "HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
        start.writeImmutableBuffer(date)
        return start
    }
}
