import TestSupport
import Testing

extension InABrowser {
    /// No change is lost, whatever becomes of the connection, and none comes twice.
    struct ReloadConnectionTests {
        private static let files = [
            "index.html": "<!DOCTYPE html><link rel=stylesheet href=a.css><p>Text",
            "other.html": "<!DOCTYPE html><p>Other",
            "a.css": "body { color: red }",
        ]

        /// Long enough for a page to have said what it has and to have heard what that is.
        private static let settling = Duration.milliseconds(1500)

        @Test func aChangeIsMissedAndCaughtUp() async throws {
            try await withProxy { site, proxy, _ in
                proxy.breakLines()
                try site.save("body { color: green }", to: "a.css")
                try await Task.sleep(for: .milliseconds(500))
                try await site.waitForColor(ReloadedSite.red)
                proxy.mendLines()
                try await site.waitForColor(ReloadedSite.green)
                #expect(try await site.isAsItWas)
            }
        }

        @Test(arguments: [false, true])
        func aServerThatStartsAnewReloadsNothingButWhatChangedMeanwhile(_ changes: Bool) async throws {
            try await withProxy { site, proxy, _ in
                proxy.breakLines()
                site.program.interrupt()
                if changes { try site.save("body { color: green }", to: "a.css") }
                try await WebDemoProgram.run([site.files.path]) { second in
                    proxy.lead(to: second.port)
                    proxy.mendLines()
                    if !changes {
                        try await Task.sleep(for: Self.settling)
                        try await site.waitForColor(ReloadedSite.red)
                        #expect(try await site.isAsItWas)
                        try site.save("body { color: green }", to: "a.css")
                    }
                    try await site.waitForColor(ReloadedSite.green)
                    #expect(try await site.isAsItWas)
                }
            }
        }

        @Test func severalTabsShareOneConnection() async throws {
            try await withProxy { site, proxy, port in
                let first = try await site.browser.windowHandles[0]
                for _ in 0..<2 {
                    try await site.browser.switchTo(site.browser.newWindow())
                    try await site.browser.open("http://127.0.0.1:\(port)/")
                    try await Task.sleep(for: .milliseconds(300))
                }
                #expect(proxy.upgrades == 1)
                try site.save("body { color: green }", to: "a.css")
                for tab in try await site.browser.windowHandles {
                    try await site.browser.switchTo(tab)
                    try await site.waitForColor(ReloadedSite.green)
                }
                try await site.browser.closeWindow()
                try await site.browser.switchTo(first)
                try site.save("body { color: blue }", to: "a.css")
                try await site.waitForColor(ReloadedSite.blue)
                #expect(try await site.isAsItWas)
            }
        }

        @Test func aPageFromTheBackForwardCacheCatchesUp() async throws {
            try await ReloadedSite.run(Self.files) { site in
                try await Task.sleep(for: Self.settling)
                try await site.browser.execute("addEventListener('pageshow', event => window.isBack = event.persisted)")
                try await site.browser.open(site.program.url + "other.html")
                try site.save("body { color: green }", to: "a.css")
                try await Task.sleep(for: .milliseconds(300))
                try await site.browser.execute("history.back()")
                try await site.browser.waitUntil("window.isBack")
                try await site.waitForColor(ReloadedSite.green)
                #expect(try await site.isAsItWas)
            }
        }

        /// Through a proxy whose line can break, with a page that has said and heard all.
        private func withProxy(
            _ body: @Sendable (ReloadedSite, BreakableProxy, Int) async throws -> Void
        ) async throws {
            try await ReloadedSite.run(Self.files) { site in
                try await BreakableProxy.run(to: site.program.port) { proxy, port in
                    try await site.browser.open("http://127.0.0.1:\(port)/")
                    try await site.browser.execute("window.isAsItWas = true")
                    try await site.waitForColor(ReloadedSite.red)
                    try await Task.sleep(for: Self.settling)
                    try await body(site, proxy, port)
                }
            }
        }
    }
}
