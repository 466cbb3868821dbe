import Foundation
import TestSupport
import Testing

extension InABrowser {
    /// The page that shows what is in a directory.
    struct ListingTests {
        private func withListing(
            of site: TemporaryDirectory,
            _ body: @Sendable (WebDemoProgram, BrowserSession) async throws -> Void
        ) async throws {
            try await WebDemoProgram.run(["--listing", site.path]) { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url)
                    try await body(program, browser)
                    #expect(try await browser.consoleMessages() == [])
                }
            }
        }

        @Test func clicksOnTheHeadingsSort() async throws {
            let site = try TemporaryDirectory()
            for (name, bytes, time) in [("a", 3, 3_000_000), ("b", 10, 1_000_000), ("c", 2, 2_000_000)] {
                try site.write([UInt8](repeating: 65, count: bytes), to: name)
                try site.setModified(name, to: time)
            }
            try site.write("", to: "z/hidden")
            try await withListing(of: site) { _, browser in
                let order: JSONValue = "z/ a b c"
                #expect(try await Self.names(browser) == order)
                let clicks: [(heading: String, order: JSONValue, direction: JSONValue)] = [
                    ("size", "z/ b a c", "descending"), ("size", "z/ c a b", "ascending"),
                    ("time", "z/ a c b", "descending"), ("time", "z/ b c a", "ascending"),
                    ("name", "z/ a b c", "ascending"), ("name", "z/ c b a", "descending"),
                ]
                for click in clicks {
                    try await browser.click("th.\(click.heading) button")
                    #expect(try await Self.names(browser) == click.order, "\(click)")
                    let sorted = try await browser.execute(
                        "return [...document.querySelectorAll('[aria-sort]')].map(th => `${th.className} ${th.ariaSort}`)"
                    )
                    #expect(sorted == [.string("\(click.heading) \(click.direction.string ?? "")")])
                }
            }
        }

        @Test func theWayUpIsInTheHeading() async throws {
            let site = try TemporaryDirectory()
            try site.write("", to: "one/two %20#?/three/file.txt")
            try await withListing(of: site) { program, browser in
                for name in ["one", "two %20#?", "three"] {
                    try await Self.follow("\(name)/", in: browser)
                    try await browser.waitUntil("document.title.includes('\(name)')")
                }
                let deep = try await browser.url
                #expect(deep == program.url + "one/two%20%2520%23%3F/three/")
                #expect(try await browser.execute("return document.querySelectorAll('h1 a').length") == 3)
                try await browser.click("h1 a:nth-of-type(2)")
                #expect(try await browser.url == program.url + "one/")
                try await browser.open(deep)
                try await browser.click("tbody:not(#entries) a")
                #expect(try await browser.url == program.url + "one/two%20%2520%23%3F/")
                try await browser.click("h1 a")
                #expect(try await browser.url == program.url)
            }
        }

        @Test func moreEntriesThanThereIsRoomForAreSaid() async throws {
            let site = try TemporaryDirectory()
            let full = try TemporaryDirectory("full", in: site)
            for number in 1...10_000 { try Data().write(to: full.url.appending(path: "\(number)")) }
            try await withListing(of: site) { program, browser in
                try await browser.open(program.url + "full/")
                #expect(try await Self.entries(browser) == 10_000)
                #expect(try await browser.execute("return document.querySelector('.note')") == .null)
                try full.write("", to: "10001")
                try await browser.open(program.url + "full/")
                #expect(try await Self.entries(browser) == 10_000)
                #expect(try await browser.text(".note").contains("There is more in this directory"))
            }
        }

        private static let oddNames = [
            "<img src=x onerror=alert(1)>.txt", "<script>alert(1)<_script>.txt", "javascript:alert(1)", "data:,a",
            "two words.txt", "c#sharp.txt", "100%.txt", "%41.txt", "a?b.txt", "a+b&amp;c.txt", "😀 大家好.txt",
            "\"'.txt", "e\u{301}.txt", "\u{202E}fdp.txt", "http:", "~", "{{name}}.txt",
        ]

        @Test func everyNameIsTextAndLeadsToItsFile() async throws {
            let site = try TemporaryDirectory()
            for name in Self.oddNames { try site.write("This is \(name).", to: name) }
            // What has no page to name another icon.
            try site.write("", to: "favicon.ico")
            try await withListing(of: site) { program, browser in
                #expect(try await Self.entries(browser) == .number(Double(Self.oddNames.count + 1)))
                #expect(try await browser.execute("return document.querySelectorAll('td img, td script').length") == 0)
                for name in Self.oddNames {
                    try await browser.open(program.url)
                    try await Self.follow(name, in: browser)
                    try await browser.waitUntil("location.pathname !== '/'")
                    #expect(
                        try await browser.execute("return document.body.textContent") == .string("This is \(name).")
                    )
                    #expect(try await browser.alertText() == nil)
                }
            }
        }

        private static func names(_ browser: BrowserSession) async throws -> JSONValue {
            try await browser.execute(
                "return [...document.querySelectorAll('#entries a')].map(a => a.textContent).join(' ')"
            )
        }

        private static func entries(_ browser: BrowserSession) async throws -> JSONValue {
            try await browser.execute("return document.querySelectorAll('#entries a').length")
        }

        /// Clicks on the entry with this text.
        private static func follow(_ name: String, in browser: BrowserSession) async throws {
            try await browser.execute(
                """
                const links = [...document.querySelectorAll("#entries a")];
                links.find(link => link.textContent === arguments[0]).id = "followed";
                """,
                [.string(name)]
            )
            try await browser.click("#followed")
        }
    }
}
