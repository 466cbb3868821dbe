import TestSupport
import Testing

extension InABrowser {
    /// The board with the real server, and real pages on it.
    struct BoardLiveTests {
        private static let page = """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Mine</title>
            <link rel="stylesheet" href="style.css"></head><body><h1>Hello</h1><img src="Cat.svg" alt=""></body></html>
            """

        /// The teacher's board, beside one page of a site; commands go to the board.
        private func withBoard(
            _ body: @Sendable (WebDemoProgram, BrowserSession, TemporaryDirectory, _ page: String) async throws -> Void
        ) async throws {
            let site = try TemporaryDirectory()
            try site.write(Self.page, to: "index.html")
            try site.write("h1 { color: red }\n", to: "style.css")
            try site.write("<svg xmlns='http://www.w3.org/2000/svg'/>", to: "cat.svg")
            try await WebDemoProgram.run([site.path]) { program in
                try await ChromeDriver.withSession { browser in
                    let link = /http:\S+\/_webdemo\/teacher\?token=[0-9a-f]+/
                    try await browser.open(String(#require(program.output.firstMatch(of: link)).output))
                    try await browser.waitFor("[data-language=en]")
                    try await browser.click("[data-language=en]")
                    let board = try #require(try await browser.windowHandles.first)
                    let page = try await browser.newWindow()
                    try await browser.switchTo(page)
                    try await browser.open(program.url + "?x=1")
                    try await browser.switchTo(board)
                    try await browser.waitFor(".board-card")
                    try await body(program, browser, site, page)
                }
            }
        }

        @Test func aSavedFileIsFollowedFromTheDiskToThePage() async throws {
            try await withBoard { _, browser, site, _ in
                #expect(try await browser.text(".board-where") == "Mine /?x=1")
                #expect(try await browser.text(".board-device").hasPrefix("Chrome "))
                #expect(try await browser.text(".board-details").contains(/^(127\.0\.0\.1|::1) · \d+×\d+$/))
                try site.write("h1 { color: green }\n", to: "style.css")
                try await browser.waitUntil(
                    "document.querySelector('.board-applied').textContent.startsWith('style.css new style')"
                )
                #expect(
                    try await browser.text(".board-pulse-text").hasPrefix("1 of 1 pages have it, the slowest after")
                )
                #expect(try await browser.text(".board-change-path") == "/style.css")
                try await browser.waitUntil("/ ms$/.test(document.querySelector('.board-quantiles dd').textContent)")
                try site.write(Self.page + "<p>more</p>", to: "index.html")
                try await browser.waitUntil(
                    "document.querySelector('.board-applied').textContent.startsWith('index.html reloaded')"
                )
                try await browser.waitUntil("document.querySelectorAll('.board-card').length === 1")
                // The page itself lacks a picture.
                let ofTheBoard = try await browser.consoleMessages().filter { $0.message.contains("/_webdemo/") }
                #expect(ofTheBoard == [])
            }
        }

        @Test func anErrorOfAPageComesWithTheNameThatExists() async throws {
            try await withBoard { _, browser, _, _ in
                try await browser.waitFor(".board-nearest")
                try await browser.click(".board-errors-toggle")
                let list = try await browser.text(".board-errors")
                #expect(list.contains("/Cat.svg"))
                #expect(list.contains("There is a /cat.svg"))
            }
        }

        @Test func allPagesAreSentElsewhere() async throws {
            try await withBoard { program, browser, _, page in
                try await browser.type("#board-url", "/cat.svg?sent")
                try await browser.click("#board-go button")
                try await browser.click("#board-dialog-yes")
                try await browser.waitUntil(
                    "document.getElementById('board-go-said').textContent.startsWith('1 page was')"
                )
                try await browser.switchTo(page)
                try await browser.waitUntil("location.href === '\(program.url)cat.svg?sent'")
            }
        }

        @Test func whoHasNotTheLinkSeesNothing() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "_webdemo/board?lang=en")
                    try await browser.waitFor("#board-refused:not([hidden])")
                    #expect(try await browser.execute("return document.getElementById('board-room').hidden") == true)
                    #expect(try await browser.consoleMessages() == [])
                }
            }
        }

        @Test func ourPagesWorkBesideAnotherSite() async throws {
            let site = try TemporaryDirectory()
            try site.write(Self.page, to: "index.html")
            try await WebDemoProgram.run([site.path]) { program in
                try await ChromeDriver.withSession { browser in
                    // What a page lacks, the console says.
                    for page in ["", "chat.html", "wire.html", "lab.html", "board.html"] {
                        try await browser.open(program.url + "_webdemo/" + page + "?lang=en")
                        try await browser.waitFor("nav.pages a")
                        let own =
                            "[...document.querySelectorAll('header a, main a')].map(a => new URL(a.href).pathname)"
                        let paths = try await browser.execute("return \(own)").array?.compactMap(\.string) ?? []
                        #expect(paths.count >= 8)
                        for path in paths where path.hasSuffix(".html") {
                            #expect(path.hasPrefix("/_webdemo/"), "\(path) on \(page)")
                        }
                        #expect(try await browser.consoleMessages() == [], "\(page)")
                    }
                }
            }
            withExtendedLifetime(site) {}
        }
    }
}
