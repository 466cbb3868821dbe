import TestSupport
import Testing

extension InABrowser {
    /// What a browser makes of files is what their media types, encodings and compression say.
    struct FilesInAPageTests {
        private func withBrowser(
            at site: TemporaryDirectory,
            _ body: @Sendable (WebDemoProgram, BrowserSession) async throws -> Void
        ) async throws {
            try await WebDemoProgram.run([site.path]) { program in
                try await ChromeDriver.withSession { browser in
                    try await body(program, browser)
                    #expect(try await browser.consoleMessages() == [])
                }
            }
        }

        @Test func everyPartOfAPageIsTakenForWhatItIs() async throws {
            try await withBrowser(at: FixtureSite.copy()) { program, browser in
                try await browser.open(program.url + "parts.html")
                try await browser.waitUntil("window.outcome")
                let expected: JSONValue = [
                    "modules": "Hello 世界",
                    "dynamicImport": "late",
                    "webAssembly": 42,
                    "json": "地球",
                    "font": "loaded, 120 px",
                    "image": 40,
                    "background": "css 200",
                ]
                #expect(try await browser.execute("return outcome") == expected)
            }
        }

        @Test(arguments: [("utf-8", "UTF-8"), ("gbk", "GBK")])
        func aPageIsReadInTheEncodingThatItNames(_ file: String, _ encoding: JSONValue) async throws {
            try await withBrowser(at: FixtureSite.copy()) { program, browser in
                try await browser.open(program.url + "\(file).html")
                #expect(try await browser.execute("return document.characterSet") == encoding)
                #expect(try await browser.title == "页面")
                #expect(try await browser.text("p") == "永远不要说永远，你好世界。")
            }
        }

        @Test func scriptsComeCompressedAndRun() async throws {
            let site = try FixtureSite.copy()
            let table = String(repeating: "\"永远不要说永远\",", count: 2000)
            try site.write("window.count = [\(table)].length;", to: "js/table.js")
            try await withBrowser(at: site) { program, browser in
                try await browser.open(program.url + "utf-8.html")
                let sizes = try await browser.runAsync(
                    """
                    const url = new URL("js/table.js", location).href;
                    // The first answer may be faster than the compression.
                    for (let entry; !entry || entry.encodedBodySize === entry.decodedBodySize;) {
                        performance.clearResourceTimings();
                        await (await fetch(url, { cache: "reload" })).text();
                        [entry] = performance.getEntriesByName(url);
                    }
                    const script = document.createElement("script");
                    script.src = `${url}?again`;
                    await new Promise(resolve => { script.onload = resolve; document.head.append(script); });
                    const [entry] = performance.getEntriesByName(script.src);
                    return [count, entry.decodedBodySize, entry.encodedBodySize < entry.decodedBodySize / 10];
                    """
                )
                #expect(sizes == [2000, .number(Double("window.count = [\(table)].length;".utf8.count)), true])
            }
        }
    }
}
