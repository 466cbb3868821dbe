/// A time in whole seconds, as HTTP's fields have it (RFC 9110 §5.6.7).
package struct HTTPDate: Hashable, Comparable, Sendable {
    /// From the first second of the year 0 to the last one of 9999: years that can be written with four digits.
    private static let writable: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

    /// Since 1970-01-01 00:00:00 UTC.
    package let seconds: Int64

    /// Times that cannot be written become the nearest one that can.
    package init(seconds: Int64) {
        self.seconds = min(max(seconds, Self.writable.lowerBound), Self.writable.upperBound)
    }

    /// The second that the moment is in.
    package init(_ time: FileTime) {
        self.init(seconds: time.seconds)
    }

    /// Reads any of the three forms, strictly; `nil` when it is none of them, or no day of the calendar. `now` tells which
    /// century two digits mean.
    package init?(_ text: some StringProtocol, now: FileTime) {
        self.init(bytes: text.utf8, now: now)
    }

    /// The same for the bytes of a field value.
    package init?(bytes: some Collection<UInt8>, now: FileTime) {
        guard bytes.count <= HTTPDateParser.maxBytes else { return nil }
        var parser = HTTPDateParser(bytes)
        guard let time = parser.time(now: CivilTime(HTTPDate(now))) else { return nil }
        self.init(seconds: Int64(time.secondsSince1970))
    }

    package static func < (one: HTTPDate, other: HTTPDate) -> Bool {
        one.seconds < other.seconds
    }

    /// As an IMF-fixdate, the form to write: `Sun, 06 Nov 1994 08:49:37 GMT`.
    package var text: String {
        let time = CivilTime(self)
        let (day, month) = (HTTPDateParser.weekdays[time.weekday], HTTPDateParser.months[time.month - 1])
        let date = "\(day), \(padded(time.day)) \(month) \(padded(time.year, to: 4))"
        return "\(date) \(padded(time.hour)):\(padded(time.minute)):\(padded(time.second)) GMT"
    }

    private func padded(_ number: Int, to width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
