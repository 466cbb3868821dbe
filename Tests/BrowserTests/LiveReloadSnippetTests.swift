import TestSupport
import Testing

extension InABrowser {
    /// A page that comes from another server follows its files by LiveReload's protocol.
    struct LiveReloadSnippetTests {
        /// What one webdemo serves, and another watches and speaks of.
        private func withPage(
            _ body: @Sendable (TemporaryDirectory, BrowserSession) async throws -> Void
        ) async throws {
            let site = try TemporaryDirectory()
            try site.write("#box { width: 100px }", to: "css/a.css")
            try site.write("#box { height: 10px }", to: "css/imported.css")
            try site.write(Self.circle(10), to: "circle.svg")
            let follow = ["--livereload", "--livereload-port", "0", site.path]
            try await WebDemoProgram.run(follow) { watching in
                try site.write(Self.page("Old", watching.port), to: "index.html")
                try await WebDemoProgram.run(["--no-reload", site.path]) { serving in
                    try await ChromeDriver.withSession { browser in
                        try await browser.open(serving.url)
                        try await browser.waitUntil("window.LiveReload")
                        try await browser.execute("window.survivor = 1")
                        try await Self.waitUntilConnected(browser)
                        try await Self.waitUntilNothingIsTrusted()
                        try await body(site, browser)
                    }
                }
            }
        }

        private static func page(_ title: String, _ port: Int) -> String {
            """
            <!doctype html><meta charset="utf-8"><title>\(title)</title>
            <link rel="stylesheet" href="css/a.css">
            <style>@import "css/imported.css";</style>
            <script>
            window.told = 0;
            window.WebSocket = class extends WebSocket {
                constructor(...values) {
                    super(...values);
                    this.addEventListener("message", () => told++);
                }
            };
            </script>
            <script src="http://localhost:\(port)/livereload.js"></script>
            <div id="box"></div><img id="circle" src="circle.svg">
            """
        }

        private static func circle(_ width: Int) -> String {
            "<svg xmlns='http://www.w3.org/2000/svg' width='\(width)' height='10'><circle r='5'/></svg>"
        }

        private static func waitUntilConnected(_ browser: BrowserSession) async throws {
            try await browser.waitUntil("window.told > 0")
        }

        /// The one that serves does not watch: what it has just sent it sends again for 50 ms without a look at the file, and
        /// the other one tells of a save sooner.
        private static func waitUntilNothingIsTrusted() async throws {
            try await Task.sleep(for: .milliseconds(60))
        }

        @Test func sheetIsExchangedAndThePageStays() async throws {
            try await withPage { site, browser in
                for width in [200, 300] {
                    try site.write("#box { width: \(width)px }", to: "css/a.css")
                    try await browser.waitUntil("getComputedStyle(box).width === '\(width)px'")
                    try await browser.waitUntil("document.querySelectorAll('link[rel=stylesheet]').length === 1")
                    try await Self.waitUntilNothingIsTrusted()
                }
                try site.write("#box { height: 50px }", to: "css/imported.css")
                try await browser.waitUntil("getComputedStyle(box).height === '50px'")
                #expect(try await browser.execute("return window.survivor") == 1)
            }
        }

        @Test func pictureIsExchangedAndThePageStays() async throws {
            try await withPage { site, browser in
                try site.write(Self.circle(70), to: "circle.svg")
                try await browser.waitUntil("circle.complete && circle.naturalWidth === 70")
                #expect(try await browser.execute("return window.survivor") == 1)
            }
        }

        @Test func documentIsLoadedAgain() async throws {
            try await withPage { site, browser in
                try site.write("<!doctype html><title>New</title>", to: "index.html")
                try await browser.waitUntil("document.title === 'New'")
                #expect(try await browser.execute("return window.survivor ?? null") == .null)
            }
        }
    }
}
