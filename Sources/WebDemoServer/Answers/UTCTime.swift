import StaticSite

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// When a file was modified, in UTC, as text.
struct UTCTime {
    /// `2026-11-21T16:27:43Z` (RFC 3339).
    let machine: String

    /// `nil` for a time beyond what RFC 3339 can write: years 0 to 9999.
    init?(_ time: FileTime) {
        guard (-62_167_219_200..<253_402_300_800).contains(time.seconds), var seconds = time_t(exactly: time.seconds)
        else {
            return nil
        }
        var parts = tm()
        guard gmtime_r(&seconds, &parts) != nil else { return nil }
        let date = [Self.digits(parts.tm_year + 1900, 4), Self.digits(parts.tm_mon + 1), Self.digits(parts.tm_mday)]
        let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { Self.digits($0) }
        machine = "\(date.joined(separator: "-"))T\(clock.joined(separator: ":"))Z"
    }

    /// `2026-11-21 16:27`.
    var short: String {
        machine.prefix(16).split(separator: "T").joined(separator: " ")
    }

    private static func digits(_ number: CInt, _ count: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }
}
