import TestSupport
import Testing

extension InABrowser {
    /// The page that follows one clock in four ways.
    struct PollingPageTests {
        private func number(_ measure: String, _ way: String, in browser: BrowserSession) async throws -> Double? {
            let cell = "td[data-measure=\(measure)][data-way=\(way)]"
            return try await browser.execute(
                "return Number(document.querySelector('\(cell)').textContent.replaceAll(/\\D/g, ''))"
            ).number
        }

        @Test(arguments: ["en", "zh"])
        func everyWayIsMeasured(_ language: String) async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "polling.html?lang=\(language)")
                    try await browser.waitUntil(
                        """
                        ["polling", "long-polling", "events", "websocket"].every(way => ["shown", "sentPayload", "p95"].every(
                            measure => /[1-9]/.test(document.querySelector(
                                `td[data-measure=${measure}][data-way=${way}]`
                            ).textContent)
                        ))
                        """
                    )
                    // At five ticks in a second, one question in a second misses most.
                    try await browser.waitUntil(
                        "Number(document.querySelector('td[data-measure=missed][data-way=polling]').textContent) > 3"
                    )
                    for way in ["events", "websocket"] {
                        #expect(try await number("requests", way, in: browser) == 1)
                    }
                    let polling = try #require(await number("perTick", "polling", in: browser))
                    let pushed = try #require(await number("perTick", "websocket", in: browser))
                    #expect(polling > pushed)
                    #expect(try await browser.consoleMessages() == [])
                }
            }
        }

        @Test func stoppedIsStoppedAndANewRunBeginsFromNothing() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "polling.html?lang=en")
                    let requests =
                        "Number(document.querySelector('td[data-measure=requests][data-way=polling]').textContent)"
                    try await browser.waitUntil("\(requests) >= 4")
                    try await browser.click("#polling-toggle")
                    try await browser.waitFor("#polling-state[data-state=closed]")
                    try await browser.execute("window.counted = \(requests)")
                    try await browser.click("#polling-toggle")
                    try await browser.waitUntil("\(requests) > 0 && \(requests) < counted")
                    #expect(try await browser.consoleMessages() == [])
                }
            }
        }

        @Test func theUnitsOfAStoppedRunFollowTheLanguage() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "polling.html?lang=zh")
                    let delay = "document.querySelector('td[data-measure=p95][data-way=websocket]').textContent"
                    try await browser.waitUntil("/[0-9] 毫秒$/.test(\(delay))")
                    try await browser.click("#polling-toggle")
                    try await browser.waitFor("#polling-state[data-state=closed]")
                    try await browser.click("[data-language=en]")
                    try await browser.waitUntil("/[0-9] ms$/.test(\(delay))")
                    let cards = try await browser.execute("return document.querySelector('#polling-ways').textContent")
                    #expect(cards.string?.contains("毫秒") == false)
                }
            }
        }

        @Test func thePanelFollowsTheNewConnectionOfANewRun() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "polling.html?lang=en")
                    try await browser.execute("window.lines = document.querySelector('#wire .wire-timelines')")
                    try await browser.waitUntil("lines.scrollTop > 0")
                    try await browser.click("#polling-toggle")
                    try await browser.waitFor("#polling-state[data-state=closed]")
                    try await browser.click("#polling-toggle")
                    try await browser.waitUntil("lines.querySelectorAll('.wire-connection').length == 2")
                    try await browser.waitUntil("lines.lastElementChild.querySelectorAll('.wire-row').length > 8")
                    try await browser.waitUntil("lines.scrollHeight - lines.scrollTop - lines.clientHeight < 40")
                }
            }
        }

        @Test func theDrawingSaysInWordsWhatItShows() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "polling.html?lang=en")
                    try await browser.waitUntil(
                        """
                        [...document.querySelectorAll("canvas")].length === 4 && [...document.querySelectorAll("canvas")].every(
                            canvas => / within [≤\\d].* ms/.test(canvas.getAttribute("aria-label"))
                        )
                        """
                    )
                }
            }
        }
    }
}
