import Foundation
import StaticSite
import TestSupport
import Testing

struct HTTPDateTests {
    /// 2026-11-21 16:27:40 UTC.
    private static let now = FileTime(seconds: 1_795_278_460)

    @Test(
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (951_868_799, "Tue, 29 Feb 2000 23:59:59 GMT"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
            (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
            (-62_167_219_200, "Sat, 01 Jan 0000 00:00:00 GMT"),
            (-62_162_121_600, "Tue, 29 Feb 0000 00:00:00 GMT"),
            (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
        ] as [(Int64, String)]
    )
    func dateIsWrittenAndReadInItsOwnForm(_ seconds: Int64, _ text: String) {
        #expect(HTTPDate(seconds: seconds).text == text)
        #expect(HTTPDate(text, now: Self.now)?.seconds == seconds)
    }

    @Test(arguments: [
        (Int64.min, "Sat, 01 Jan 0000 00:00:00 GMT"), (-62_167_219_201, "Sat, 01 Jan 0000 00:00:00 GMT"),
        (253_402_300_800, "Fri, 31 Dec 9999 23:59:59 GMT"), (.max, "Fri, 31 Dec 9999 23:59:59 GMT"),
    ])
    func timeThatFourDigitsCannotWriteIsTheNearestOne(_ seconds: Int64, _ text: String) {
        #expect(HTTPDate(FileTime(seconds: seconds)).text == text)
    }

    @Test(
        arguments: [
            ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
            ("Sun Nov  6 08:49:37 1994", 784_111_777),
            ("Sun Nov 06 08:49:37 1994", 784_111_777),
            ("Wednesday, 09-Nov-94 08:49:37 GMT", 784_370_977),
            ("Thu Jan  1 00:00:00 1970", 0),
            ("Thu Nov 10 08:49:37 1994", 784_457_377),
            ("Fri, 30 Dec 2016 23:59:59 GMT", 1_483_142_399),
            // A leap second is the first one of the next day, as POSIX has it.
            ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800),
        ] as [(String, Int64)]
    )
    func formsOfOldAreReadToo(_ text: String, _ seconds: Int64) {
        #expect(HTTPDate(text, now: Self.now)?.seconds == seconds)
    }

    @Test(arguments: [
        ("Saturday, 21-Nov-26 16:27:40 GMT", "Sat, 21 Nov 2026 16:27:40 GMT"),
        ("Tuesday, 31-Dec-30 00:00:00 GMT", "Tue, 31 Dec 2030 00:00:00 GMT"),
        ("Saturday, 21-Nov-76 16:27:40 GMT", "Sat, 21 Nov 2076 16:27:40 GMT"),
        ("Sunday, 21-Nov-76 16:27:41 GMT", "Sun, 21 Nov 1976 16:27:41 GMT"),
        ("Wednesday, 01-Dec-76 00:00:00 GMT", "Wed, 01 Dec 1976 00:00:00 GMT"),
        ("Saturday, 01-Jan-77 00:00:00 GMT", "Sat, 01 Jan 1977 00:00:00 GMT"),
        ("Friday, 31-Dec-99 23:59:59 GMT", "Fri, 31 Dec 1999 23:59:59 GMT"),
        ("Saturday, 01-Jan-00 00:00:00 GMT", "Sat, 01 Jan 2000 00:00:00 GMT"),
        ("Tuesday, 29-Feb-00 00:00:00 GMT", "Tue, 29 Feb 2000 00:00:00 GMT"),
    ])
    func twoDigitsAreNotMoreThanFiftyYearsAhead(_ text: String, _ expected: String) {
        #expect(HTTPDate(text, now: Self.now)?.text == expected)
    }

    @Test func twoDigitsMayMeanTheNextCentury() {
        let now = FileTime(seconds: 4_102_444_799)  // the last second of 2099
        #expect(HTTPDate("Friday, 01-Jan-00 00:00:00 GMT", now: now)?.text == "Fri, 01 Jan 2100 00:00:00 GMT")
    }

    @Test(arguments: [
        "", " ", "0", "now", "Sun", "Sunday", "Sun,", "Sun, ", "784111777", "-1", "1994-11-06T08:49:37Z",
        // Names and zones as they are spelled, and nothing around them
        "sun, 06 Nov 1994 08:49:37 GMT", "SUN, 06 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 gmt", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 GMT ", " Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT; length=1", "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun 06 Nov 1994 08:49:37 GMT", "Sun,06 Nov 1994 08:49:37 GMT", "Sun,  06 Nov 1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 94 08:49:37 GMT", "Sun, 06 Nov 1994 8:49:37 GMT",
        "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 1994 08.49.37 GMT", "Sun, 06-Nov-1994 08:49:37 GMT",
        "Sun, +6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov -994 08:49:37 GMT", "Sun, 06 Nov 19९4 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37\u{301} GMT", "Sun,\t06 Nov 1994 08:49:37 GMT", "Sun, 06 11 1994 08:49:37 GMT",
        "Sunday, 06-Nov-1994 08:49:37 GMT", "Sunday, 06 Nov 94 08:49:37 GMT", "Sun, 06-Nov-94 08:49:37 GMT",
        "Sunday, 6-Nov-94 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37", "Sunday 06-Nov-94 08:49:37 GMT",
        "sunday, 06-Nov-94 08:49:37 GMT", "Sundae, 06-Nov-94 08:49:37 GMT",
        "Sun Nov 6 08:49:37 1994", "Sun Nov   6 08:49:37 1994", "Sun Nov  6 08:49:37 1994 GMT",
        "Sun Nov  6 08:49:37 94", "Sunday Nov  6 08:49:37 1994", "Sun Nov  06 08:49:37 1994",
        "Sun nov  6 08:49:37 1994",
        // No such day
        "Mon, 06 Nov 1994 08:49:37 GMT", "Monday, 06-Nov-94 08:49:37 GMT", "Mon Nov  6 08:49:37 1994",
        "Thu, 00 Jan 1970 00:00:00 GMT", "Sun, 32 Jan 2000 00:00:00 GMT", "Sun, 31 Apr 2000 00:00:00 GMT",
        "Mon, 31 Jun 2024 00:00:00 GMT", "Thu, 29 Feb 2001 00:00:00 GMT", "Mon, 29 Feb 2100 00:00:00 GMT",
        "Wed, 30 Feb 2000 00:00:00 GMT", "Sun Nov  0 08:49:37 1994", "Sun Nov 99 08:49:37 1994",
        // No such time
        "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 1994 08:49:60 GMT",
        "Sun, 06 Nov 1994 23:59:61 GMT", "Sun, 06 Nov 1994 22:59:60 GMT", "Sun, 06 Nov 1994 99:99:99 GMT",
        String(repeating: "Sun, 06 Nov 1994 08:49:37 GMT", count: 1000),
    ])
    func anythingElseIsNoDate(_ text: String) {
        #expect(HTTPDate(text, now: Self.now) == nil)
    }

    /// Foundation's calendar is an independent one.
    @Test func textIsThatOfFoundation() {
        var random = SeededGenerator(seed: 1)
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "UTC")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        for _ in 0..<2000 {
            // From 1600 on: before that, Foundation keeps the Julian calendar.
            let seconds = Int64.random(in: -11_676_096_000...253_402_300_799, using: &random)
            let date = HTTPDate(seconds: seconds)
            #expect(date.text == format.string(from: Date(timeIntervalSince1970: Double(seconds))))
            #expect(HTTPDate(date.text, now: Self.now) == date)
        }
    }

    /// Dates with a few bytes changed are read or not, and nothing else happens.
    @Test func damagedDatesAreHarmless() {
        var random = SeededGenerator(seed: 2)
        let forms = ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]
        for _ in 0..<20_000 {
            var bytes = Array((forms.randomElement(using: &random) ?? "").utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                bytes[index] =
                    Bool.random(using: &random)
                    ? UInt8.random(in: 48...57, using: &random) : .random(in: 0...255, using: &random)
            }
            let now = FileTime(seconds: Int64(bitPattern: random.next()))
            guard let date = HTTPDate(bytes: bytes.prefix(Int.random(in: 0...40, using: &random)), now: now) else {
                continue
            }
            #expect(HTTPDate(date.text, now: now) == date)
        }
    }
}
