import NIOCore
import StaticSite

/// The line with the time (RFC 9110 §6.6.1), written once a second.
struct DateField {
    private var date: HTTPDate?
    private var line = ByteBuffer()

    mutating func now() -> ByteBuffer {
        let now = HTTPDate(.now)
        guard now != date else { return line }
        date = now
        line = Self.line(at: now)
        return line
    }

    static func line(at date: HTTPDate) -> ByteBuffer {
        ByteBuffer(string: "Date: \(date.text)\r\n")
    }
}
