import NIOCore
import StaticSite

/// The line with the time (RFC 9110 §6.6.1), written once a second.
struct DateField {
    private var date: HTTPDate?
    private var line = ByteBuffer()

    mutating func now() -> ByteBuffer { line(at: .now) }

    mutating func line(at time: FileTime) -> ByteBuffer {
        let now = HTTPDate(time)
        guard now != date else { return line }
        date = now
        line = ByteBuffer(string: "Date: \(now.text)\r\n")
        return line
    }
}
