import Foundation
import TestSupport
import Testing

extension InABrowser {
    /// The page that shows a handshake as the bytes that it was.
    struct HandshakePageTests {
        private func withPage(
            _ language: String = "en",
            _ body: @Sendable (BrowserSession) async throws -> Void
        ) async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "handshake.html?lang=\(language)")
                    try await browser.waitUntil("document.querySelectorAll('#response li').length > 1")
                    try await body(browser)
                    #expect(try await browser.consoleMessages() == [])
                }
            }
        }

        private func lines(of list: String, in browser: BrowserSession) async throws -> [String] {
            let lines = try await browser.execute(
                "return [...document.querySelectorAll('\(list) .handshake-line')].map(line => line.textContent)"
            )
            return (lines.array ?? []).compactMap(\.string)
        }

        @Test(arguments: ["en", "zh"])
        func bothHeadsAreExplainedLineByLine(_ language: String) async throws {
            try await withPage(language) { browser in
                let request = try await lines(of: "#request", in: browser)
                #expect(request.first?.hasPrefix("GET /echo?trace=****") == true)
                #expect(request.contains { $0.hasPrefix("Sec-WebSocket-Key: ") })
                #expect(try await lines(of: "#response", in: browser).first == "HTTP/1.1 101 Switching Protocols")
                let unexplained = """
                    return [...document.querySelectorAll('#request li, #response li')]
                        .filter(line => !(line.querySelector('.handshake-why')?.textContent.trim().length > 5)).length
                    """
                #expect(try await browser.execute(unexplained) == 0)
                let dump = try await browser.execute("return document.getElementById('request-dump').textContent")
                #expect(dump.string?.hasPrefix("0000  47 45 54 20 2f 65 63 68") == true)
            }
        }

        @Test func aFieldsValueStaysText() async throws {
            let hostile = "<img src=x onerror=window.hacked=1>"
            try await WebDemoProgram.run { program in
                let options = BrowserOptions(switches: ["--user-agent=\(hostile)"])
                try await ChromeDriver.withSession(options) { browser in
                    try await browser.open(program.url + "handshake.html")
                    try await browser.waitUntil("document.querySelectorAll('#response li').length > 1")
                    #expect(try await lines(of: "#request", in: browser).contains("User-Agent: \(hostile)"))
                    let images = "return document.querySelectorAll('main img').length"
                    #expect(try await browser.execute(images) == 0)
                    #expect(try await browser.execute("return window.hacked === undefined") == true)
                }
            }
        }

        @Test func pageAndServerCalculateTheSameAcceptValue() async throws {
            try await withPage { browser in
                try await browser.waitUntil("document.querySelector('#accept-verdict[data-verdict=right]')")
                #expect(try await browser.text("#accept-verdict").contains("what the answer above carried"))
                try await browser.click("#accept-sample")
                // The example of RFC 6455 §1.3.
                try await browser.waitUntil(
                    """
                    [...document.querySelectorAll('#accept-steps li:last-child dd')]
                        .every(value => value.textContent === 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=')
                    """
                )
                try await browser.waitUntil("document.querySelector('#accept-verdict').textContent.includes('agree')")
            }
        }

        @Test func thePagesOwnSHA1IsRight() async throws {
            try await withPage { browser in
                let digests = try await browser.runAsync(
                    """
                    const [{ sha1 }, { hexOfBytes }] = await Promise.all([import("/js/sha1.js"), import("/js/bytes.js")]);
                    const text = ["", "abc", "a".repeat(55), "a".repeat(56), "a".repeat(64), "a".repeat(1000)];
                    return text.map(one => hexOfBytes(sha1(new TextEncoder().encode(one))));
                    """
                )
                let expected: [JSONValue] =
                    ["", "abc"].map { .string(Self.digest($0)) }
                    + [55, 56, 64, 1000].map { .string(Self.digest(String(repeating: "a", count: $0))) }
                #expect(digests == .array(expected))
            }
        }

        private static func digest(_ text: String) -> String {
            SHA1.digest(of: Array(text.utf8)).map { String(format: "%02x", $0) }.joined()
        }

        @Test(arguments: [
            ("key-missing", "400", "426", "wrong", "missing"), ("version-8", "426", "426", "right", "spoiled"),
            ("method", "405", "", "none", "spoiled"), ("origin-foreign", "403", "403", "right", "spoiled"),
            ("none", "101", "101", "right", ""),
        ])
        func whatIsSpoiledIsMarkedAndJudged(
            _ name: String,
            _ status: String,
            _ guess: String,
            _ verdict: String,
            _ mark: String
        ) async throws {
            try await withPage { browser in
                try await browser.execute("document.querySelector('[name=break][value=\(name)]').click()")
                if !guess.isEmpty {
                    try await browser.execute("document.querySelector('[name=guess][value=\"\(guess)\"]').click()")
                }
                try await browser.click("#break-send")
                try await browser.waitFor("#break-verdict[data-verdict=\(verdict)]")
                #expect(try await browser.text("#break-verdict").contains(status))
                let marked =
                    "return document.querySelectorAll('#break-request .\(mark.isEmpty ? "spoiled" : mark)').length"
                #expect(try await browser.execute(marked) != 0 || mark.isEmpty)
                #expect(try await lines(of: "#break-response", in: browser).first?.contains(" \(status) ") == true)
                #expect(try await browser.execute("return document.querySelectorAll('#break-log tr').length") == 1)
            }
        }
    }
}
