import TestSupport
import Testing

extension InABrowser {
    /// The page that has its reader predict what the browser does, and then shows it.
    struct LabPageTests {
        /// What Chromium does in each experiment, and the code that the page is told at the end of the connection.
        private static let outcomes: [(id: String, actual: String, code: Int?)] = [
            ("handshake-drop", "refused", 1006), ("wrong-accept", "refused", 1006),
            ("unknown-subprotocol", "refused", 1006), ("compressed", "extension", nil), ("uncompressed", "plain", nil),
            ("masked", "broken", 1006), ("reserved-bit", "broken", 1006), ("reserved-opcode", "broken", 1006),
            ("invalid-utf8", "broken", 1006), ("long-control", "broken", 1006), ("fragmented-ping", "broken", 1006),
            ("byte-per-fragment", "one", nil), ("ping-between-fragments", "one", nil), ("drop", "broken", 1006),
            ("close", "broken", 1006), ("close-without-code", "clean", 1005), ("close-long-reason", "broken", 1006),
            ("no-close", "waiting", nil), ("no-pong", "nothing", nil), ("huge", "one", nil),
            ("slow-reader", "grows", nil), ("latency", "order", nil),
        ]

        private static func open(_ program: WebDemoProgram, _ browser: BrowserSession, _ id: String) async throws {
            try await browser.open(program.url + "lab.html?lang=en#\(id)")
            try await browser.waitFor("#lab-choices button")
        }

        private static func predict(_ browser: BrowserSession, _ choice: String) async throws {
            try await browser.click("#lab-choices [data-choice=\(choice)]")
            try await browser.waitFor("#lab-result .lab-verdict")
        }

        @Test func everyExperimentEndsAsItIsExplained() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    for (id, actual, code) in Self.outcomes {
                        try await Self.open(program, browser, id)
                        try await Self.predict(browser, actual)
                        let result = try await browser.text("#lab-result")
                        #expect(result.hasPrefix("You were right."), "\(id): \(result)")
                        #expect(
                            try await browser.execute("return document.querySelector('.lab-unusual') === null") == true,
                            "\(id)"
                        )
                        let events = try await browser.text("#lab-events")
                        if let code { #expect(events.contains("code \(code),"), "\(id): \(events)") }
                    }
                    #expect(try await browser.execute("return document.querySelectorAll('.lab-list li').length") == 22)
                }
            }
        }

        @Test func theAnswerIsHiddenUntilAPredictionIsMade() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await Self.open(program, browser, "masked")
                    #expect(!(try await browser.text("#lab-bench")).contains("RFC"))
                    try await Self.predict(browser, "delivered")
                    #expect(try await browser.text("#lab-result").contains("RFC 6455 §5.1"))
                    #expect(try await browser.text("#lab-choices [data-choice=delivered]").contains("your prediction"))
                    #expect(try await browser.text("#lab-choices [data-choice=broken]").contains("happened"))
                    #expect(try await browser.text("#lab-score") == "Predicted right: 0 of 1")
                    try await browser.click("[data-language=zh]")
                    #expect(try await browser.text(".lab-verdict") == "和预测不同，实际情况是：")
                    try await browser.click("#lab-forward")
                    try await browser.waitUntil("location.hash === '#reserved-bit'")
                    try await browser.waitUntil("document.querySelector('#lab-result').textContent === ''")
                }
            }
        }

        @Test func theCloseIsTheOneThatWasChosen() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await Self.open(program, browser, "close")
                    try await browser.execute(
                        """
                        document.querySelector('[name=code]').value = '4000';
                        document.querySelector('[name=reason]').value = '<b>再见</b> & %41';
                        document.querySelector('#lab-options').dispatchEvent(new Event('input'));
                        """
                    )
                    #expect(try await browser.text("#lab-path").hasPrefix("/lab/close?code=4000&reason="))
                    try await Self.predict(browser, "clean")
                    let events = try await browser.text("#lab-events")
                    #expect(events.contains("code 4000, reason: <b>再见</b> & %41, wasClean: true"), "\(events)")
                }
            }
        }

        /// A peer that is right causes no message on the console.
        @Test func whatIsRightIsQuiet() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await Self.open(program, browser, "byte-per-fragment")
                    try await Self.predict(browser, "one")
                    #expect(try await browser.text("#lab-events").contains("Hello, 你好!"))
                    #expect(try await browser.consoleMessages().isEmpty)
                    try await browser.waitFor("#wire .wire-timelines *")
                }
            }
        }
    }
}
