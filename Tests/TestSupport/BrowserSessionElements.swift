/// What a test does with the elements of a page, each named by a CSS selector that must match; the first match counts.
extension BrowserSession {
    /// The member of a JSON object that names an element (WebDriver §12).
    private static let elementKey = "element-6066-11e4-a52e-4f735466cecf"

    /// The driver's id of the element; fails with "no such element".
    package func find(_ css: String) async throws -> String {
        let answer = try await send("POST", "/element", ["using": "css selector", "value": .string(css)])
        guard let id = answer[Self.elementKey]?.string else {
            throw WebDriverError.unexpectedAnswer(command: "find \(css)", "\(answer)")
        }
        return id
    }

    /// Clicks as a user does: fails when the element is hidden or covered. Use `clickLater` where an alert follows.
    package func click(_ css: String) async throws {
        try await send("POST", "/element/\(find(css))/click")
    }

    /// Has the page click its element after this command, which would block if the click opened an alert.
    package func clickLater(_ css: String) async throws {
        _ = try await find(css)
        try await execute("setTimeout(css => document.querySelector(css).click(), 0, arguments[0])", [.string(css)])
    }

    /// Types at the end of what the element holds already.
    package func type(_ css: String, _ text: String) async throws {
        try await send("POST", "/element/\(find(css))/value", ["text": .string(text)])
    }

    /// The text that a user sees in the element.
    package func text(_ css: String) async throws -> String {
        try await string("GET", "/element/\(find(css))/text")
    }
}
