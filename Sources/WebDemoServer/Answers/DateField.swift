import NIOCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The time as the `Date` field has it (RFC 9110 §5.6.7), written once a second.
struct DateField {
    private var second: time_t = 0
    private var text = ""

    mutating func now() -> String {
        var now = time(nil)
        guard now != second else { return text }
        second = now
        var parts = tm()
        gmtime_r(&now, &parts)
        text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
            // The C locale: the process never sets another one.
            guard let start = buffer.baseAddress,
                strftime(start, buffer.count, "%a, %d %b %Y %H:%M:%S GMT", &parts) > 0
            else { return "" }
            return String(cString: start)
        }
        return text
    }
}
