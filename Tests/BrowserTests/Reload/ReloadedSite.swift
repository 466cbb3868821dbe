import Foundation
import TestSupport

/// Files behind a `webdemo` of their own, the first of them open in a browser: what tests of live reload work on.
struct ReloadedSite: Sendable {
    let files: TemporaryDirectory
    let program: WebDemoProgram
    let browser: BrowserSession

    /// Writes the files, opens `page`, and has it remember that it was never reloaded.
    static func run(
        _ files: [String: String],
        at page: String = "",
        arguments: [String] = [],
        browser options: BrowserOptions = BrowserOptions(),
        _ body: @Sendable (ReloadedSite) async throws -> Void
    ) async throws {
        let directory = try TemporaryDirectory()
        for (path, text) in files { try directory.write(text, to: path) }
        try await WebDemoProgram.run([directory.path] + arguments) { program in
            try await ChromeDriver.withSession(options) { browser in
                let site = ReloadedSite(files: directory, program: program, browser: browser)
                try await site.open(page)
                try await body(site)
            }
        }
    }

    /// Goes to another page, which remembers, too.
    func open(_ page: String) async throws {
        try await browser.open(program.url + page)
        try await browser.execute("window.isAsItWas = true")
    }

    /// Writes a file as editors do: beside, then in its place.
    func save(_ bytes: some Sequence<UInt8>, to path: String) throws {
        try files.write(bytes, to: path + ".saving~")
        guard rename(files.url.appending(path: path + ".saving~").path, files.url.appending(path: path).path) == 0
        else { throw NotSaved(path: path) }
    }

    func save(_ text: String, to path: String) throws {
        try save(Array(text.utf8), to: path)
    }

    private struct NotSaved: Error {
        let path: String
    }

    /// Whether the document is still the one that was opened.
    var isAsItWas: Bool {
        get async throws { try await browser.execute("return window.isAsItWas === true") == true }
    }

    /// Waits until the page says this in its body.
    func waitForText(_ text: String) async throws {
        try await browser.waitUntil("document.body?.textContent.includes('\(text)')")
    }

    /// Waits until an element has this color.
    func waitForColor(_ color: String, of css: String = "body") async throws {
        try await browser.waitUntil("getComputedStyle(document.querySelector('\(css)')).color === '\(color)'")
    }

    static let red = "rgb(255, 0, 0)"
    static let green = "rgb(0, 128, 0)"
    static let blue = "rgb(0, 0, 255)"

    /// The tree of badge and panel, as an expression; undefined while neither is shown.
    static let overlay = "document.querySelector('webdemo-reload')?.shadowRoot"
}
