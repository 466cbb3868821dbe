import StaticSite
import Testing

@testable import WebDemoServer

struct ListingFormTests {
    @Test(arguments: [
        ("text/html", ListingForm.html), ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", .html),
        ("TEXT/HTML", .html), ("application/json, text/html", .html), ("text/html;level=1", .html),
        ("text/html;q=0.5", .html),
        ("application/json", .json), ("application/json, text/plain, */*", .json), ("*/* , application/json", .json),
        ("text/html;q=0.5, application/json", .json), ("text/html ; q=0,application/json;q=0.001", .json),
        ("text/plain;q=0.9, text/html;q=0.1", .text), ("text/plain, application/json;q=0.1", .text),
        ("*/*", .text), ("", .text), ("text/plain", .text), ("text/*", .text), ("text/html;q=0", .text),
        ("text/html;q=x", .text), ("text/html;q=-1", .text), ("text/html;q=nan", .text), ("text/html;q=2", .text),
        ("x-text/html", .text), ("application/jsonp", .text), (",;,", .text),
    ])
    func acceptDecides(_ accept: String, _ form: ListingForm) {
        #expect(ListingForm(accept: accept) == form)
    }

    @Test func withoutAcceptItIsText() {
        #expect(ListingForm(accept: nil) == .text)
    }

    @Test(arguments: [
        (0, "0 B"), (1, "1 B"), (999, "999 B"), (1000, "1.0 kB"), (1049, "1.0 kB"), (1050, "1.1 kB"),
        (999_949, "999.9 kB"),
        (999_950, "1.0 MB"), (1_234_567, "1.2 MB"), (5_000_000_000, "5.0 GB"), (Int.max, "9.2 EB"), (-1, "0 B"),
    ])
    func sizeIsShort(_ bytes: Int, _ text: String) {
        #expect(SizeText.text(bytes: bytes) == text)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (1_795_264_063, "2026-11-21T12:27:43Z"), (-1, "1969-12-31T23:59:59Z"),
        (-62_167_219_200, "0000-01-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
    ])
    func timeIsInUTC(_ seconds: Int64, _ text: String) {
        let time = UTCTime(FileTime(seconds: seconds))
        #expect(time?.machine == text)
        #expect(time?.short == String(text.prefix(16)).replacing("T", with: " "))
    }

    @Test(arguments: [Int64.min, -62_167_219_201, 253_402_300_800, .max])
    func timeBeyondTheYearsIsNone(_ seconds: Int64) {
        #expect(UTCTime(FileTime(seconds: seconds)) == nil)
    }
}
