import TestSupport
import Testing

extension InABrowser {
    /// What axe-core says of every page, as it is after its first work is done.
    struct AccessibilityTests {
        @Test(arguments: [ColorScheme.light, .dark])
        func noPageHasAViolation(_ scheme: ColorScheme) async throws {
            let axe = try AxeCore.script()
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.prefer(scheme)
                    for page in SitePages.all {
                        try await browser.open(program.url + page)
                        try await browser.waitUntil(Self.isAtRest)
                        let violations = try await AxeCore.violations(axe, in: browser)
                        #expect(violations == [], "/\(page) in \(scheme)")
                    }
                }
            }
        }

        @Test func whatIsWrongIsFound() async throws {
            let axe = try AxeCore.script()
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "nope")
                    try await browser.execute(
                        """
                        const text = document.createElement("p");
                        text.textContent = "pale";
                        text.style.color = "#888";
                        text.style.background = "#999";
                        document.querySelector("main, body").append(text, document.createElement("button"));
                        """
                    )
                    let violations = try await AxeCore.violations(axe, in: browser).joined(separator: "\n")
                    #expect(violations.contains("color-contrast"))
                    #expect(violations.contains("button-name"))
                }
            }
        }

        @Test func theSchemeIsTheOnePreferred() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url)
                    for (scheme, isDark) in [(ColorScheme.dark, JSONValue.bool(true)), (.light, false)] {
                        try await browser.prefer(scheme)
                        let query = "return matchMedia('(prefers-color-scheme: dark)').matches"
                        #expect(try await browser.execute(query) == isDark)
                    }
                }
            }
        }

        /// Nothing has been loaded for half a second; or the page never rests.
        private static let isAtRest = """
            performance.now() > 10_000 || document.readyState === "complete" && performance.now() - Math.max(
                performance.getEntriesByType("navigation")[0].loadEventEnd,
                ...performance.getEntriesByType("resource")
                    .filter(entry => !entry.name.includes("/clock/"))
                    .map(entry => entry.responseEnd)
            ) > 500
            """
    }
}
