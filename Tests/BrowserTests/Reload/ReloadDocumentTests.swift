import Foundation
import TestSupport
import Testing

extension InABrowser {
    /// Which changes concern a page, and what becomes of its document.
    struct ReloadDocumentTests {
        @Test func aChangedScriptReloadsThePage() async throws {
            let files = [
                "index.html": "<!DOCTYPE html><p>Text<script src=a.js></script>", "a.js": "window.version = 1",
            ]
            try await ReloadedSite.run(files) { site in
                try site.save("window.version = 2", to: "a.js")
                try await site.browser.waitUntil("window.version === 2")
            }
        }

        @Test func whatThePageDoesNotUseAndWhatStaysTheSameReloadsNothing() async throws {
            let page = "<!DOCTYPE html><link rel=stylesheet href=a.css><p>Text"
            try await ReloadedSite.run(["index.html": page, "a.css": "p { color: red }", "b.css": "", "a.js": ""]) {
                site in
                try await site.waitForColor(ReloadedSite.red, of: "p")
                try site.save("p {}", to: "b.css")
                try site.save("1", to: "a.js")
                try site.save(page, to: "index.html")
                // Told after them.
                try site.save("p { color: green }", to: "a.css")
                try await site.waitForColor(ReloadedSite.green, of: "p")
                #expect(try await site.isAsItWas)
            }
        }

        @Test func aPageThatIsGoneComesBack() async throws {
            try await ReloadedSite.run(["page.html": "<!DOCTYPE html><p>one"], at: "page.html") { site in
                try site.files.remove("page.html")
                try await site.waitForText("404")
                try site.save("<!DOCTYPE html><p>two", to: "page.html")
                try await site.waitForText("two")
            }
        }

        @Test func aRenamedImageIsSeenAtOnce() async throws {
            let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'/>"
            let files = ["index.html": "<!DOCTYPE html><img id=one src=new.svg>", "old.svg": svg]
            try await ReloadedSite.run(files) { site in
                try FileManager.default.moveItem(
                    at: site.files.url.appending(path: "old.svg"),
                    to: site.files.url.appending(path: "new.svg")
                )
                try await site.browser.waitUntil("one.naturalWidth === 20")
            }
        }

        /// Where the tag must not be read as part of something else.
        @Test(arguments: [
            "just text", "", "<p>open <b>tags", "<!DOCTYPE html><p>x<!-- a comment that never ends",
            "<!DOCTYPE html><title>x</title><script>var a = '", "<!DOCTYPE html><frameset><frame></frameset>",
            "<!DOCTYPE html><textarea>", "<!DOCTYPE html><p>x<template>",
        ])
        func aDocumentOfAnyKindFollows(_ document: String) async throws {
            try await ReloadedSite.run(["page.html": document], at: "page.html") { site in
                try site.save("<!DOCTYPE html><p>another", to: "page.html")
                try await site.waitForText("another")
            }
        }

        @Test func manyFilesAtOnceReloadOnce() async throws {
            @Sendable func script(_ version: Int) -> String { "window.versions = (window.versions ?? 0) + \(version)" }
            let names = (0..<500).map { "js/\($0).js" }
            let page = """
                <!DOCTYPE html><p>Text<script>sessionStorage.loads = 1 + Number(sessionStorage.loads ?? 0)</script>
                """ + names.map { "<script src=\($0)></script>" }.joined()
            var files = Dictionary(uniqueKeysWithValues: names.map { ($0, script(1)) })
            files["index.html"] = page
            try await ReloadedSite.run(files) { site in
                try await site.browser.waitUntil("window.versions === 500")
                for name in names { try site.save(script(2), to: name) }
                try await site.browser.waitUntil("window.versions === 1000")
                try await Task.sleep(for: .milliseconds(500))
                #expect(try await site.browser.execute("return sessionStorage.loads") == "2")
            }
        }

        /// A frame is a page of its own.
        @Test func onlyTheFrameIsReloadedWhoseDocumentChanged() async throws {
            let files = ["index.html": "<!DOCTYPE html><iframe src=inner.html></iframe>", "inner.html": "<p>one"]
            try await ReloadedSite.run(files) { site in
                try site.save("<p>two", to: "inner.html")
                try await site.browser.waitUntil("frames[0].document.body?.textContent.includes('two')")
                #expect(try await site.isAsItWas)
            }
        }
    }
}
