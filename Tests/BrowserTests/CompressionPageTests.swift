import TestSupport
import Testing

extension InABrowser {
    /// The page that shows what compression buys.
    struct CompressionPageTests {
        @Test(arguments: [("en", "save"), ("zh", "节省")])
        func theServersNumbersAreDrawnAndSaid(_ language: String, _ word: String) async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "compression.html?lang=\(language)")
                    try await browser.waitFor("#compression-state[data-state=open]")
                    let counts = try await browser.execute(
                        """
                        const count = css => document.querySelectorAll(css).length;
                        const rows = count("#compression-rows tr");
                        return [rows > 3, count(".compression-chart"), count(".compression-chart li") >= 3 * 5];
                        """
                    )
                    #expect(counts == [true, 3, true])
                    #expect(try await browser.text("#compression-findings").contains(word))
                    #expect(try await Self.bytes(browser, ".kept") < Self.bytes(browser, ".plain"))
                    #expect(try await browser.consoleMessages() == [])
                }
            }
        }

        @Test func randomBytesDoNotGetSmaller() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "compression.html?lang=en")
                    try await browser.waitFor("#compression-state[data-state=open]")
                    try await browser.execute("document.querySelector('[value=random]').click()")
                    try await browser.waitUntil(
                        "document.querySelector('#compression-plain').textContent.includes('random')"
                    )
                    #expect(try await Self.bytes(browser, ".kept") >= Self.bytes(browser, ".plain"))
                }
            }
        }

        private static func bytes(_ browser: BrowserSession, _ row: String) async throws -> Double {
            let text = "document.querySelector('#compression-rows \(row):last-of-type td, #compression-rows \(row) td')"
            return try await browser.execute("return Number(\(text).textContent.replaceAll(/\\D/g, ''))").number ?? -1
        }
    }
}
