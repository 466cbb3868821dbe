import Foundation
import NIOCore
import Testing

@testable import WebDemoServer

struct DateFieldTests {
    @Test func dateIsTheTimeInTheFormOfTheRFC() throws {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "UTC")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        var field = DateField()
        let line = String(buffer: field.now())
        #expect(line.hasPrefix("Date: ") && line.hasSuffix("\r\n"))
        let text = String(line.dropFirst(6).dropLast())
        let date = try #require(format.date(from: text))
        #expect(format.string(from: date) == text)
        #expect(abs(date.timeIntervalSinceNow) < 5)
        #expect(text.utf8.count == 29)
    }
}
