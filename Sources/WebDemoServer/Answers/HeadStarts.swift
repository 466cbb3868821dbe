import HTTPTypes
import NIOCore
import StaticSite

/// The first lines of the heads of prepared answers, which are the same for a second: status and time.
struct HeadStarts {
    struct Lines {
        var ok = ByteBuffer()
        var notModified = ByteBuffer()
    }

    private var date = DateField()
    private var lines = Lines()
    /// When the second ends.
    private var end = NIODeadline.distantPast

    mutating func current(at now: NIODeadline) -> Lines {
        if now >= end {
            let wall = FileTime.now
            end = now + .nanoseconds(1_000_000_000 - wall.nanoseconds)
            let date = date.line(at: wall)
            lines = Lines(ok: Self.line(.ok, date), notModified: Self.line(.notModified, date))
        }
        return lines
    }

    private static func line(_ status: HTTPResponse.Status, _ date: ByteBuffer) -> ByteBuffer {
        var line = ByteBuffer(string: "HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
        line.writeImmutableBuffer(date)
        return line
    }
}
