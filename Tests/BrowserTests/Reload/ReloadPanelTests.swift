import TestSupport
import Testing

extension InABrowser {
    /// What is wrong with a page is said on the page.
    struct ReloadPanelTests {
        private static let english = BrowserOptions(switches: ["--accept-lang=en-US"])
        private static let chinese = BrowserOptions(switches: ["--accept-lang=zh-CN"])
        private static let panel = "\(ReloadedSite.overlay)?.querySelector('[role=region]')"

        private func waitForPanel(_ site: ReloadedSite, _ texts: String...) async throws {
            for text in texts {
                try await site.browser.waitUntil("\(Self.panel)?.textContent.includes('\(text)')")
            }
        }

        @Test func whatIsMissingIsNamedWithWhatThereIs() async throws {
            let files = [
                "index.html": "<!DOCTYPE html><link rel=stylesheet href=style.css><img src=photo.JPG><p>Text",
                "Style.css": "", "photo.jpg": "",
            ]
            try await ReloadedSite.run(files, browser: Self.english) { site in
                try await waitForPanel(site, "/style.css", "There is /Style.css", "/photo.JPG", "There is /photo.jpg")
                // It goes once the files are there, in a document without an error.
                try site.save("<!DOCTYPE html><link rel=stylesheet href=Style.css><p>Text", to: "index.html")
                try await site.browser.waitUntil("window.isAsItWas !== true && document.readyState === 'complete'")
                try await Task.sleep(for: .milliseconds(500))
                #expect(try await site.browser.execute("return !\(Self.panel)") == true)
            }
        }

        @Test func aScriptsErrorIsShownWithItsPlace() async throws {
            let files = [
                "index.html": "<!DOCTYPE html><p>Text<script src=a.js defer></script>",
                "a.js": "Promise.reject(new TypeError('unheard'));\n  nothing.here();\n",
            ]
            try await ReloadedSite.run(files, browser: Self.english) { site in
                try await waitForPanel(site, "nothing is not defined", "/a.js:2:3", "nothing.here();")
                try await waitForPanel(site, "TypeError: unheard")
                #expect(try await site.browser.execute("return \(Self.panel).querySelector('a').target") == "_blank")
                try await site.browser.type("body", "\u{E00C}")
                try await site.browser.waitUntil("!\(Self.panel)")
            }
        }

        /// They run before ours, which stands at the end.
        @Test(arguments: [[], ["--header", "Content-Security-Policy: script-src 'self' 'nonce-a'"]])
        func anErrorThatCameBeforeIsShownWithItsPlace(_ arguments: [String]) async throws {
            let files = [
                "index.html": """
                <!DOCTYPE html>
                <html lang=en><head><title>A</title><script src=a.js></script><script nonce=a>third.error()</script>
                <script nonce=a>
                  first.error();
                </script><script src=b.js></script></head><body><p>Text
                """,
                "a.js": "Promise.reject(new TypeError('unheard'));\n\n  second.error();\n", "b.js": "\nlet = ;\n",
            ]
            try await ReloadedSite.run(files, arguments: arguments, browser: Self.english) { site in
                try await waitForPanel(site, "first is not defined", "/:4:3", "first.error();")
                try await waitForPanel(site, "second is not defined", "/a.js:3:3", "TypeError: unheard")
                try await waitForPanel(site, "SyntaxError", "/b.js:2", "third is not defined", "/:2:79")
                let scripts = "return [...document.scripts].map(script => script.getAttribute('src')).join()"
                #expect(try await site.browser.execute(scripts) == "a.js,,,b.js,/_webdemo/reload.js")
                #expect(try await site.browser.execute("return document.documentElement.lang") == "en")
                #expect(site.program.output.contains("first is not defined"))
            }
        }

        @Test func aScriptOfAnotherTypeIsNotTaken() async throws {
            let files = [
                "index.html": "<!DOCTYPE html><p>Text<script src=a.txt></script>", "a.txt": "window.isRun = true",
            ]
            try await ReloadedSite.run(files, browser: Self.chinese) { site in
                try await waitForPanel(site, "/a.txt", "text/plain", "没有生效")
            }
        }

        @Test func aPageInAnEncodingThatItDoesNotNameIsToldSo() async throws {
            try await ReloadedSite.run(["index.html": ""], browser: Self.chinese) { site in
                try site.save([0x3C, 0x70, 0x3E, 0xC4, 0xE3, 0xBA, 0xC3], to: "gbk.html")
                try await site.browser.open(site.program.url + "gbk.html")
                try await waitForPanel(site, "UTF-8")
            }
        }

        @Test func thePanelIsReadableOnAPhone() async throws {
            try await ReloadedSite.run(["index.html": "<!DOCTYPE html><img src=none.png><p>Text"]) { site in
                try await site.browser.setViewport(width: 390, height: 800, ofPhone: true)
                try await site.browser.open(site.program.url)
                let width = "document.documentElement.clientWidth"
                try await site.browser.waitUntil("\(width) > 900 && \(Self.panel)")
                let share = "return \(Self.panel).getBoundingClientRect().width / \(width)"
                let found = try await site.browser.execute(share).number
                #expect(found.map { (0.9...1).contains($0) } == true)
            }
        }

        /// Nothing of the page's own names stands in the way, nor that no socket may be opened.
        @Test func whatThePageCallsItsOwnDoesNoHarm() async throws {
            let files = [
                "index.html": """
                <!DOCTYPE html><meta http-equiv=Content-Security-Policy content="connect-src 'none'"><script>
                const screen = document.querySelector("#screen").value;
                </script><script>var matchMedia = 1, name = 2;</script><p>Text
                """,
                "other.html":
                    """
                <!DOCTYPE html><p>Text<script>
                let screen = null, performance, early = 1; class Map {} class Element {} class Image {}
                later();
                </script>
                """,
            ]
            try await ReloadedSite.run(files, browser: Self.english) { site in
                try await waitForPanel(site, "Cannot read properties of null")
                try await site.browser.open(site.program.url + "other.html")
                try await waitForPanel(site, "later is not defined")
                try site.save("<!DOCTYPE html><p>another", to: "other.html")
                try await site.waitForText("another")
            }
        }

        /// A handler that is made later has a place in line 1, too, but not behind the listener.
        @Test func aPlaceThatIsNotBehindTheListenerIsLeftAsItIs() async throws {
            let page = """
                <!DOCTYPE html><title>A</title><script>
                addEventListener("load", () => setTimeout(() => {
                    document.body.innerHTML = `<b onclick="void 'thirty columns of something'; nothing.here()">`;
                    document.querySelector("b").click();
                }));
                </script><p>Text
                """
            try await ReloadedSite.run(["index.html": page], browser: Self.english) { site in
                try await waitForPanel(site, "nothing is not defined")
                let text = try await site.browser.execute("return \(Self.panel).textContent").string ?? ""
                #expect(!text.contains(":-") && text.contains("/:1:"))
            }
        }

        @Test func thePanelCanBeLeftOut() async throws {
            let page = """
                <!DOCTYPE html><script>
                new MutationObserver(() => {
                    if (document.querySelector("webdemo-reload")) window.isShown = true;
                }).observe(document, { childList: true, subtree: true });
                error.early();
                </script><img src=none.png><p>Text
                """
            try await ReloadedSite.run(["index.html": page], arguments: ["--no-panel"]) { site in
                try await Task.sleep(for: .milliseconds(1500))
                #expect(try await site.browser.execute("return !window.isShown") == true)
                #expect(site.program.output.contains("none.png"))
            }
        }

        /// The page's policy allows neither our script nor our socket, nor styles and images of ours.
        @Test(arguments: [
            "default-src 'none'; style-src 'self'", "script-src 'nonce-abc'; worker-src 'none'; connect-src 'none'",
        ])
        func aPageWithAPolicyFollows(_ policy: String) async throws {
            let files = [
                "index.html": "<!DOCTYPE html><link rel=stylesheet href=a.css><p>Text", "a.css": "body { color: red }",
            ]
            try await ReloadedSite.run(files, arguments: ["--header", "Content-Security-Policy: \(policy)"]) { site in
                try await site.waitForColor(ReloadedSite.red)
                try site.save("body { color: green }", to: "a.css")
                try await site.waitForColor(ReloadedSite.green)
                #expect(try await site.isAsItWas)
                try site.save("<!DOCTYPE html><p>another", to: "index.html")
                try await site.waitForText("another")
                #expect(site.program.output.contains("widened"))
            }
        }
    }
}
