import TestSupport
import Testing

extension InABrowser {
    /// The page about the WebSocket object.
    struct ApiPageTests {
        private func withPage(
            _ language: String = "en",
            _ body: @Sendable (WebDemoProgram, BrowserSession) async throws -> Void
        ) async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "api.html?lang=\(language)")
                    try await browser.waitUntil("document.querySelector('#api-call').textContent.includes('/echo')")
                    try await body(program, browser)
                }
            }
        }

        private func connect(_ browser: BrowserSession, preset: Int = 0) async throws {
            try await browser.execute(
                "document.querySelectorAll('#api-presets button')[\(preset)].click()"
            )
            try await browser.click("#api-connect")
        }

        private func waitForState(_ browser: BrowserSession, _ state: Int) async throws {
            try await browser.waitFor(".api-drawing.wide .is-now[data-state='\(state)']")
        }

        private func rows(_ browser: BrowserSession, _ selector: String) async throws -> [String] {
            let script = "return [...document.querySelectorAll('#api-log \(selector)')].map(row => row.innerText)"
            return try await browser.execute(script).array?.compactMap(\.string) ?? []
        }

        @Test(arguments: ["en", "zh"])
        func aConnectionFromItsConstructorToItsClose(_ language: String) async throws {
            try await withPage(language) { _, browser in
                try await connect(browser, preset: 2)
                try await waitForState(browser, 1)
                #expect(try await browser.text("#api-value-protocol") == #""count.text""#)
                #expect(try await browser.text("#api-state-text").contains("1"))

                try await browser.execute("document.querySelector('#api-text').value = '<b>你好</b>'")
                try await browser.click("#api-send-form button")
                try await browser.waitFor("#api-log [data-name=message]")
                #expect(try await rows(browser, "[data-name=message]").first?.contains("13 bytes of text") == true)

                try await browser.execute("document.querySelector('#api-code').value = 4000")
                try await browser.execute("document.querySelector('#api-reason').value = '<i>done</i>'")
                try await browser.click("#api-close-form button")
                try await waitForState(browser, 3)
                let close = try await rows(browser, "[data-name=close]").first ?? ""
                // The reason is that of the server's answer, which has none.
                #expect(close.contains(#"code 4000, reason "", wasClean true"#))
                #expect(try await rows(browser, ".api-call").last?.contains("<i>done</i>") == true)
                for state in 0...3 {
                    try await browser.waitFor(".api-drawing.wide .was[data-state='\(state)']")
                }
                #expect(try await rows(browser, ".api-event code:first-child").count >= 3)
                #expect(try await browser.execute("return document.querySelectorAll('main b, main i').length") == 0)
                #expect(try await browser.consoleMessages().isEmpty)
            }
        }

        @Test func aSubprotocolThatNobodySpeaksIsAnErrorAnd1006() async throws {
            try await withPage { _, browser in
                try await connect(browser, preset: 3)
                try await waitForState(browser, 3)
                #expect(try await rows(browser, ".api-event td:nth-child(2)") == ["error", "close"])
                #expect(try await rows(browser, "[data-name=close]").first?.contains("code 1006") == true)
            }
        }

        /// Rows: what close() is given, and the exception.
        @Test(
            arguments: [
                ("1001", "", "InvalidAccessError"), ("1006", "", "InvalidAccessError"),
                ("5000", "", "InvalidAccessError"),
                ("1000", String(repeating: "r", count: 124), "SyntaxError"),
            ]
        )
        func whatAPageMayNotSayThrowsAndNothingIsClosed(_ code: String, _ reason: String, _ error: String) async throws
        {
            try await withPage { _, browser in
                try await connect(browser)
                try await waitForState(browser, 1)
                try await browser.execute(
                    """
                    document.querySelector("#api-code").value = arguments[0];
                    document.querySelector("#api-reason").value = arguments[1];
                    """,
                    [.string(code), .string(reason)]
                )
                try await browser.click("#api-close-form button")
                try await browser.waitFor("#api-log .api-exception")
                #expect(try await browser.text("#api-close-error").hasPrefix(error))
                try await waitForState(browser, 1)
            }
        }

        @Test func binaryMessagesArriveAsAsked() async throws {
            try await withPage { _, browser in
                try await connect(browser)
                try await waitForState(browser, 1)
                try await browser.execute("document.querySelectorAll('#api-binaries button')[0].click()")
                try await browser.waitFor("#api-log [data-name=message]")
                try await browser.execute(
                    """
                    const select = document.querySelector("#api-binary-type");
                    select.value = "arraybuffer";
                    select.dispatchEvent(new Event("change"));
                    document.querySelectorAll("#api-binaries button")[2].click();
                    """
                )
                try await browser.waitUntil("document.querySelectorAll('#api-log [data-name=message]').length === 2")
                let messages = try await rows(browser, "[data-name=message]")
                #expect(messages[0].contains("a Blob of 256 bytes"))
                #expect(messages[1].contains("an ArrayBuffer of 256 bytes: 00 01 02"))
            }
        }

        @Test func aFileIsSentInPieces() async throws {
            try await withPage { _, browser in
                try await connect(browser)
                try await waitForState(browser, 1)
                try await browser.execute(
                    """
                    const files = new DataTransfer();
                    files.items.add(new File([new ArrayBuffer(3 << 20)], "<b>.bin"));
                    const input = document.querySelector("#api-file");
                    input.files = files.files;
                    input.dispatchEvent(new Event("change"));
                    """
                )
                try await browser.waitFor("#api-file-state[data-i18n='api.file.sent']")
                #expect(try await browser.text("#api-file-state").contains("<b>.bin: all 3145728 bytes"))
                #expect(try await browser.execute("return document.querySelector('#api-progress').value") == 1)
                try await browser.waitUntil("document.querySelectorAll('#api-log [data-name=message]').length === 48")
            }
        }

        @Test func whatASlowServerLeavesInTheBrowserIsDrawn() async throws {
            try await withPage { _, browser in
                try await browser.execute("document.querySelector('#api-amount').value = 16")
                try await browser.execute("document.querySelector('#api-rate').value = 16777216")
                try await browser.click("#api-buffer-start")
                try await browser.waitFor("#api-buffer-state[data-i18n='api.buffer.done']")
                let points = try await browser.execute(
                    """
                    return [...document.querySelectorAll("#api-graph polyline")].map(line => line.points.numberOfItems);
                    """
                )
                let counts = points.array?.compactMap(\.number) ?? []
                #expect(counts.count == 2 && counts.allSatisfy { $0 > 5 })
                #expect(try await browser.text("#api-buffer-state").contains("read all 16.0 MiB"))
                let most = try await browser.execute(
                    "return Number(JSON.parse(document.querySelector('#api-buffer-state').dataset.args).most)"
                )
                #expect((most.number ?? 0) > 1)
            }
        }

        /// Rows: the cause, the events, and the code.
        static let causes: [(name: String, events: String, code: Int)] = [
            ("refused", "error → close", 1006), ("notFound", "error → close", 1006),
            ("notWebSocket", "error → close", 1006), ("tls", "error → close", 1006),
            ("subprotocol", "error → close", 1006), ("origin", "error → close", 1006),
            ("handshakeDrop", "error → close", 1006), ("wrongAccept", "error → close", 1006),
            ("early", "error → close", 1006), ("tooBig", "open → close", 1009), ("leave", "open → close", 1005),
        ]

        @Test func everyCauseOfAnErrorCanBeMadeToHappen() async throws {
            try await withPage { _, browser in
                for (name, events, code) in Self.causes {
                    let cause = "[data-cause=\(name)]"
                    try await browser.execute("document.querySelector('\(cause) button').click()")
                    try await browser.waitFor("\(cause) .api-result code")
                    let result = try await browser.execute(
                        "return document.querySelector('\(cause) .api-result').textContent"
                    )
                    let text = result.string ?? ""
                    #expect(text.hasPrefix("\(events) code \(code),"), "\(name): \(text)")
                }
            }
        }

        /// Whether there is an error event too differs between browsers.
        @Test(arguments: ["drop", "badFrame"])
        func whatBreaksLaterIs1006(_ cause: String) async throws {
            try await withPage { _, browser in
                try await browser.execute("document.querySelector('[data-cause=\(cause)] button').click()")
                try await browser.waitUntil(
                    "document.querySelector('[data-cause=\(cause)] .api-result').textContent.includes('code 1006')"
                )
                let result = try await browser.execute(
                    "return document.querySelector('[data-cause=\(cause)] .api-result').textContent"
                )
                #expect(result.string?.hasPrefix("open →") == true, "\(result)")
            }
        }

        @Test func theBytesOfTheConnectionAreShownOnDemand() async throws {
            try await withPage { _, browser in
                try await browser.execute("document.querySelector('#wire-details').open = true")
                try await browser.waitFor("#wire-details .wire-note[hidden]")
                try await connect(browser)
                try await waitForState(browser, 1)
                try await browser.click("#api-send-form button")
                try await browser.waitUntil(
                    "document.querySelector('#wire-details .wire-panel').textContent.includes('Hello 你好')"
                )
            }
        }

        @Test func aServerThatStopsSaysSo() async throws {
            try await withPage { program, browser in
                try await browser.execute("document.querySelector('[data-cause=stop] button').click()")
                try await browser.waitFor("[data-cause=stop] [data-i18n='api.cause.waiting.stop']")
                try await connect(browser)
                try await waitForState(browser, 1)
                program.interrupt()
                try await browser.waitUntil(
                    "document.querySelector('[data-cause=stop] .api-result').textContent.includes('code 1001')"
                )
            }
        }

        @Test func mistakesOfThePageThrow() async throws {
            try await withPage { _, browser in
                try await browser.execute("for (const b of document.querySelectorAll('#api-throws button')) b.click()")
                let results = try await browser.execute(
                    "return [...document.querySelectorAll('#api-throws .api-result')].map(one => one.textContent)"
                )
                let texts = results.array?.compactMap(\.string) ?? []
                #expect(texts.count == 7)
                for text in texts { #expect(text.contains("Error: "), "\(text)") }
            }
        }
    }
}
