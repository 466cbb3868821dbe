import TestSupport
import Testing

extension InABrowser {
    /// Style sheets and images change under a page that stays.
    struct ReloadStyleTests {
        @Test func aStyleSheetIsExchangedAndThePageStays() async throws {
            let page = "<!DOCTYPE html><link rel=stylesheet id=theme href='a.css?v=1'><p>Text"
            try await ReloadedSite.run(["index.html": page, "a.css": "body { color: red }"]) { site in
                try await site.waitForColor(ReloadedSite.red)
                try await site.browser.execute(
                    "window.theme = document.getElementById('theme'); theme.onload = () => window.isHeard = true"
                )
                try site.save("body { color: green }", to: "a.css")
                try await site.waitForColor(ReloadedSite.green)
                try site.save("body { color: blue }", to: "a.css")
                try await site.waitForColor(ReloadedSite.blue)
                try await site.browser.waitUntil("document.querySelectorAll('link').length === 1")
                #expect(try await site.isAsItWas)
                // The element is the page's own, and hears nothing of it.
                let own = "return theme.isConnected && theme.sheet.cssRules.length === 1 && !window.isHeard"
                #expect(try await site.browser.execute(own) == true)
                #expect(
                    try await site.browser.execute("return new URL(theme.href).searchParams.get('v')")
                        == "1"
                )
            }
        }

        @Test(arguments: Editor.allCases)
        func whatAnEditorSavesIsShown(_ editor: Editor) async throws {
            let page = "<!DOCTYPE html><link rel=stylesheet href=a.css><p>Text"
            try await ReloadedSite.run(["index.html": page, "a.css": "body { color: red }"]) { site in
                try await site.waitForColor(ReloadedSite.red)
                for (color, shown) in [("green", ReloadedSite.green), ("blue", ReloadedSite.blue)] {
                    try editor.save("body { color: \(color) }", in: site.files.path, as: "a.css")
                    try await site.waitForColor(shown)
                }
                #expect(try await site.isAsItWas)
            }
        }

        /// Each is a page of its own, with its own part in the connection.
        @Test func thirtyPagesFollowAtOnce() async throws {
            let frames = String(repeating: "<iframe src=page.html></iframe>", count: 30)
            let files = [
                "index.html": "<!DOCTYPE html><title>Room</title>" + frames,
                "page.html": "<!DOCTYPE html><link rel=stylesheet href=a.css><p>Text", "a.css": "p { color: red }",
            ]
            let color = "[...frame.document.querySelectorAll('p')].map(p => frame.getComputedStyle(p).color).join()"
            @Sendable func all(_ condition: String) -> String {
                "frames.length === 30 && Array.from(window.frames).every(frame => \(condition))"
            }
            try await ReloadedSite.run(files) { site in
                try await site.browser.waitUntil(all("\(color) === '\(ReloadedSite.red)'"))
                try await site.browser.execute("for (const frame of Array.from(window.frames)) frame.isAsItWas = true")
                try site.save("p { color: green }", to: "a.css")
                try await site.browser.waitUntil(all("\(color) === '\(ReloadedSite.green)'"))
                #expect(try await site.browser.execute("return \(all("frame.isAsItWas"))") == true)
                try site.save("<!DOCTYPE html><p>another", to: "page.html")
                try await site.browser.waitUntil(all("frame.document.body?.textContent.includes('another')"))
                #expect(try await site.isAsItWas)
            }
        }

        @Test func ofManySavesTheLastIsShown() async throws {
            let page = "<!DOCTYPE html><link rel=stylesheet href=a.css><p>Text"
            try await ReloadedSite.run(["index.html": page, "a.css": "body { color: red }"]) { site in
                for shade in 1...20 {
                    try site.save("body { color: rgb(\(shade), 0, 0) }", to: "a.css")
                    try await Task.sleep(for: .milliseconds(15))
                }
                try await site.waitForColor("rgb(20, 0, 0)")
                try await site.browser.waitUntil("document.querySelectorAll('link').length === 1")
                try await site.waitForColor("rgb(20, 0, 0)")
                #expect(try await site.isAsItWas)
            }
        }

        /// Whoever imports it, with its conditions.
        @Test(arguments: ["<style>@import 'css/b.css';</style>", "<link rel=stylesheet href='css/b.css'>"])
        func anImportedSheetIsExchanged(_ head: String) async throws {
            let files = [
                "index.html": "<!DOCTYPE html>\(head)<p>Text",
                "css/b.css": "@import url('c.css') layer(low) supports(display: grid) screen; p { color: red }",
                "css/c.css": "body, p { color: red }",
            ]
            try await ReloadedSite.run(files) { site in
                try await site.waitForColor(ReloadedSite.red)
                try site.save("body, p { color: green }", to: "css/c.css")
                try await site.waitForColor(ReloadedSite.green)
                try await site.waitForColor(ReloadedSite.red, of: "p")
                try site.save("@import url('c.css'); p { color: blue }", to: "css/b.css")
                try await site.waitForColor(ReloadedSite.blue, of: "p")
                try await site.waitForColor(ReloadedSite.green)
                #expect(try await site.isAsItWas)
            }
        }

        @Test func aSheetInAShadowTreeIsExchanged() async throws {
            let page = """
                <!DOCTYPE html><div id=host><template shadowrootmode=open><link rel=stylesheet href=a.css><p>Text</p>\
                </template></div>
                """
            try await ReloadedSite.run(["index.html": page, "a.css": "p { color: red }"]) { site in
                let color = "getComputedStyle(host.shadowRoot.querySelector('p')).color"
                try await site.browser.waitUntil("\(color) === '\(ReloadedSite.red)'")
                try site.save("p { color: green }", to: "a.css")
                try await site.browser.waitUntil("\(color) === '\(ReloadedSite.green)'")
                #expect(try await site.isAsItWas)
            }
        }

        /// A sheet made by a script is that script's business.
        @Test func whatAScriptHasReadIsReloaded() async throws {
            let page = """
                <!DOCTYPE html><p>Text<script type=module>
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(await (await fetch("a.css")).text());
                document.adoptedStyleSheets = [sheet];
                </script>
                """
            try await ReloadedSite.run(["index.html": page, "a.css": "body { color: red }"]) { site in
                try await site.waitForColor(ReloadedSite.red)
                try site.save("body { color: green }", to: "a.css")
                try await site.waitForColor(ReloadedSite.green)
                #expect(try await !site.isAsItWas)
            }
        }

        @Test func anImageIsExchangedWhereverItIsShown() async throws {
            @Sendable func svg(_ width: Int) -> String {
                "<svg xmlns='http://www.w3.org/2000/svg' width='\(width)' height='10'/>"
            }
            let page = """
                <!DOCTYPE html><link rel=stylesheet href=a.css><img id=one src=i.svg>\
                <picture><source srcset='i.svg 1x'><img id=two src=none.svg></picture>\
                <p id=three style='background-image: url(i.svg)'>Text
                """
            let sheet = "@media screen { p { border-image: url('i.svg') 1 } }"
            try await ReloadedSite.run(["index.html": page, "a.css": sheet, "i.svg": svg(20)]) { site in
                try await site.browser.waitUntil("one.naturalWidth === 20 && two.naturalWidth === 20")
                try site.save(svg(40), to: "i.svg")
                try await site.browser.waitUntil("one.naturalWidth === 40 && two.naturalWidth === 40")
                for property in ["backgroundImage", "borderImageSource"] {
                    let image = "getComputedStyle(three).\(property)"
                    try await site.browser.waitUntil("\(image).includes('i.svg?webdemo=')")
                }
                #expect(try await site.isAsItWas)
            }
        }
    }
}
