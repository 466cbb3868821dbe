import TestSupport
import Testing

extension InABrowser {
    /// What the start page says of itself.
    struct HomePageTests {
        @Test(arguments: [("en", "This page came over connection"), ("zh", "本页面经连接")])
        func thePageSaysHowItCame(_ language: String, _ beginning: String) async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "?lang=\(language)")
                    try await browser.waitUntil("document.getElementById('here').textContent.includes('HTTP/1.1')")
                    let said = try await browser.text("#here")
                    #expect(said.hasPrefix(beginning))
                    let size = try await browser.execute(
                        "return performance.getEntriesByType('navigation')[0].encodedBodySize.toLocaleString()"
                    )
                    #expect(said.contains(try #require(size.string)), "\(said)")
                    #expect(try await browser.consoleMessages() == [])
                }
            }
        }

        @Test func everyDemoOfTheListIsThere() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "?lang=en")
                    let links = try await browser.execute(
                        "return [...document.querySelectorAll('.cards h3 a, nav.pages a')].map(a => a.getAttribute('href'))"
                    )
                    let paths = (links.array ?? []).compactMap(\.string)
                    #expect(paths.count > 10)
                    for path in Set(paths) { #expect(SitePages.all.contains(path), "\(path)") }
                }
            }
        }
    }
}
