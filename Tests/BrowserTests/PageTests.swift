import TestSupport
import Testing

extension InABrowser {
    /// What holds for every page that comes with webdemo.
    struct PageTests {
        @Test func theStartPageTalksToTheEcho() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "?lang=zh")
                    try await browser.waitFor("#echo-state[data-state=open]")
                    #expect(try await browser.execute("return document.documentElement.lang") == "zh-CN")
                    try await browser.type("#echo-text", "你好")
                    try await browser.click("#echo-send")
                    try await browser.waitUntil(
                        "document.querySelector('#echo-log .from-server .what')?.textContent === '你好'"
                    )
                    #expect(try await browser.consoleMessages().isEmpty)
                }
            }
        }

        @Test func bothLanguagesSayTheSameThings() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url)
                    let missing = try await browser.executeAsync(
                        """
                        const done = arguments[arguments.length - 1];
                        Promise.all(["en", "zh"].map(l => import(`/js/strings.${l}.js`))).then(([en, zh]) => {
                            const [a, b] = [en.default, zh.default].map(table => Object.keys(table));
                            done([...a.filter(k => !b.includes(k)), ...b.filter(k => !a.includes(k))].join(" "));
                        });
                        """
                    )
                    #expect(missing == "")
                }
            }
        }

        @Test(arguments: [360, 1280])
        func nothingIsWiderThanTheScreen(_ width: Int) async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "favicon.svg")
                    for page in SitePages.all {
                        // Chromium makes no window that narrow, but a frame.
                        try await browser.open(program.url + "js/page.js")
                        _ = try await browser.execute(
                            """
                            const frame = document.createElement("iframe");
                            frame.style = "border: 0; height: 740px; position: absolute; width: \(width)px";
                            frame.onload = () => { window.frameIsLoaded = true; };
                            frame.src = "/\(page)";
                            document.body.append(frame);
                            """
                        )
                        try await browser.waitUntil("window.frameIsLoaded")
                        let content = "document.querySelector('iframe').contentDocument.documentElement.scrollWidth"
                        #expect(try await browser.execute("return \(content) <= \(width)") == true, "/\(page)")
                    }
                }
            }
        }

        @Test func aBrowserIsToldWhatTheAddressOfAnEndpointIs() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "echo")
                    #expect(try await browser.title.contains("426"))
                    #expect(try await browser.text("body").contains("ws://localhost:\(program.port)/echo"))
                }
            }
        }
    }
}
