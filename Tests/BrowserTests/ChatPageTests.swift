import TestSupport
import Testing

extension InABrowser {
    /// Two people in the chat, each in a browser of their own.
    struct ChatPageTests {
        private func withTwoPeople(
            _ body: @Sendable (WebDemoProgram, BrowserSession, BrowserSession) async throws -> Void
        ) async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.run { driver in
                    let (first, second) = (try await driver.newSession(), try await driver.newSession())
                    for browser in [first, second] {
                        try await browser.open(program.url + "chat.html?lang=en")
                        try await browser.waitFor("#state[data-state=open]")
                    }
                    try await body(program, first, second)
                }
            }
        }

        private func join(_ browser: BrowserSession, _ name: String) async throws {
            try await browser.type("#name", name)
            try await browser.click("#join")
            try await browser.waitFor("#state[data-state=joined]")
        }

        private func say(_ browser: BrowserSession, _ text: String) async throws {
            try await browser.type("#message", text)
            try await browser.click("#send")
        }

        @Test func whatOneSaysBothRead() async throws {
            try await withTwoPeople { _, anna, bo in
                try await join(anna, "Anna")
                try await join(bo, "Anna")
                try await anna.waitUntil("document.querySelectorAll('#members li').length === 2")
                #expect(
                    try await anna.execute(
                        "return new Set([...document.querySelectorAll('#members li')].map(m => m.dataset.id)).size"
                    ) == 2
                )

                try await say(anna, "大家好")
                for browser in [anna, bo] {
                    try await browser.waitUntil("document.querySelector('#log .message .text')?.textContent === '大家好'")
                }
                try await bo.click("#leave")
                try await anna.waitUntil("document.querySelectorAll('#members li').length === 1")
                #expect(try await anna.consoleMessages().isEmpty)
            }
        }

        @Test func markupStaysText() async throws {
            try await withTwoPeople { _, anna, bo in
                let hostile = "<img src=x onerror=\"window.hacked=1\"><b>hi</b>"
                try await join(anna, "<i>Anna</i>")
                try await join(bo, "Bo")
                try await say(anna, hostile)
                try await bo.waitUntil("document.querySelector('#log .message .text')")
                #expect(try await bo.text("#log .message .text") == hostile)
                let markup = "#log img, #log b, #members i"
                #expect(try await bo.execute("return document.querySelectorAll('\(markup)').length") == 0)
                #expect(try await bo.execute("return window.hacked === undefined") == true)
            }
        }

        @Test func lateComersReadWhatWasSaid() async throws {
            try await withTwoPeople { _, anna, bo in
                try await join(anna, "Anna")
                try await say(anna, "first")
                try await anna.waitFor("#log .message")
                try await join(bo, "Bo")
                try await bo.waitUntil("document.querySelector('#log .message .text')?.textContent === 'first'")
            }
        }

        @Test func whoTypesIsSeenForAWhile() async throws {
            try await withTwoPeople { _, anna, bo in
                try await join(anna, "Anna")
                try await join(bo, "Bo")
                try await anna.type("#message", "h")
                try await bo.waitUntil("document.querySelector('#typing').textContent === 'Anna is typing…'")
                try await bo.waitUntil("document.querySelector('#typing').textContent === ''")
            }
        }

        @Test func roomsAreApartAndTheirNamesText() async throws {
            try await withTwoPeople { program, anna, bo in
                let room = "<b>物理</b> & more"
                try await anna.execute("document.querySelector('#room').value = arguments[0]", [.string(room)])
                try await join(anna, "Anna")
                #expect(try await anna.text("#room-name").contains(room))
                try await join(bo, "Bo")
                #expect(try await bo.text("#member-count") == "1")

                try await bo.open(anna.url)
                try await bo.execute("document.querySelector('#name').value = 'Bo'")
                try await bo.click("#join")
                try await anna.waitUntil("document.querySelectorAll('#members li').length === 2")
                #expect(try await anna.execute("return document.querySelectorAll('#room-name b').length") == 0)
                #expect(try await anna.consoleMessages().isEmpty)
            }
        }

        /// It connects anew for it, and goes on where it was.
        @Test func theBytesOfTheChatAreShownOnDemand() async throws {
            try await withTwoPeople { _, anna, bo in
                try await join(anna, "Anna")
                try await say(anna, "before")
                try await anna.waitFor("#entries .message:not(.pending)")
                try await anna.execute("document.querySelector('#wire-details').open = true")
                try await anna.waitFor("[data-key='chat.resumed']")
                try await say(anna, "recorded")
                try await anna.waitUntil(
                    "document.querySelector('#wire-details .wire-panel').textContent.includes('recorded')"
                )
                let texts = "return [...document.querySelectorAll('#entries .text')].map(one => one.textContent)"
                #expect(try await anna.execute(texts) == ["before", "recorded"])
                #expect(try await anna.consoleMessages().isEmpty)
            }
        }

        @Test func aLostServerIsShownAndWaitedFor() async throws {
            try await withTwoPeople { program, anna, _ in
                try await join(anna, "Anna")
                program.interrupt()
                try await anna.waitFor("#state[data-state=waiting]")
            }
        }
    }
}
