import TestSupport
import Testing

extension InABrowser {
    /// A page that must be loaded anew is as it was, and is not taken away from somebody who is typing.
    struct ReloadKeepingTests {
        private static func page(_ text: String) -> String {
            """
            <!DOCTYPE html><title>Form</title>
            <form>
              <input id=name> <input type=checkbox id=agreed> <input type=password id=secret>
              <select id=choice><option>1<option>2</select><textarea id=words></textarea>
            </form>
            <details><summary id=more>More</summary>Hidden</details>
            <dialog id=dialog><button id=done onclick="dialog.close()">Done</button></dialog>
            <div id=inner style="height: 100px; overflow: auto"><p style="height: 2000px">Long</div>
            <p style="height: 3000px">\(text)
            """
        }

        @Test func scrollingFocusAndWhatWasTypedAreKept() async throws {
            try await ReloadedSite.run(["index.html": Self.page("one")]) { site in
                let browser = site.browser
                try await browser.type("#name", "Anna")
                try await browser.type("#secret", "hush")
                try await browser.click("#agreed")
                try await browser.click("#more")
                try await browser.type("#choice", "2")
                try await browser.type("#words", "never say never")
                try await browser.execute("words.setSelectionRange(6, 9); inner.scrollTop = 500; scrollTo(0, 700)")
                try site.save(Self.page("two"), to: "index.html")
                try await site.waitForText("two")
                #expect(try await !site.isAsItWas)
                try await browser.waitUntil("scrollY === 700 && inner.scrollTop === 500")
                try await browser.waitUntil("document.getElementById('name').value === 'Anna'")
                let state = """
                    return [agreed.checked, choice.value, words.value, words.selectionStart, words.selectionEnd, \
                    document.activeElement.id, document.querySelector('details').open, secret.value].join()
                    """
                #expect(try await browser.execute(state) == "true,2,never say never,6,9,words,true,")
            }
        }

        @Test func aPageWaitsForWhoeverIsTyping() async throws {
            try await ReloadedSite.run(["index.html": Self.page("one")]) { site in
                try await site.browser.type("#words", "nev")
                try site.save(Self.page("two"), to: "index.html")
                try await site.browser.waitUntil("\(ReloadedSite.overlay)?.querySelector('[role=status]')")
                #expect(try await site.isAsItWas)
                // It goes on when nothing was typed for a while.
                try await site.waitForText("two")
                #expect(try await site.browser.execute("return words.value") == "nev")
            }
        }

        @Test func theBadgeReloadsAtOnce() async throws {
            try await ReloadedSite.run(["index.html": Self.page("one")]) { site in
                try await site.browser.execute("dialog.showModal()")
                try site.save(Self.page("two"), to: "index.html")
                try await site.browser.waitUntil("\(ReloadedSite.overlay)?.querySelector('button')")
                #expect(try await site.isAsItWas)
                // What is outside of a modal dialog could not be pressed.
                #expect(
                    try await site.browser.execute("return dialog.matches(':modal') && dialog.contains(\(Self.host))")
                        == true
                )
                try await site.browser.execute("\(ReloadedSite.overlay).querySelector('button').click()")
                try await site.waitForText("two")
            }
        }

        private static let host = "document.querySelector('webdemo-reload')"

        @Test func aDialogIsNotTakenAway() async throws {
            try await ReloadedSite.run(["index.html": Self.page("one")]) { site in
                try await site.browser.execute("dialog.showModal()")
                try site.save(Self.page("two"), to: "index.html")
                try await site.browser.waitUntil("\(ReloadedSite.overlay)?.querySelector('button')")
                try await Task.sleep(for: .milliseconds(500))
                #expect(try await site.isAsItWas)
                try await site.browser.click("#done")
                try await site.waitForText("two")
            }
        }
    }
}
