/// What a test does with `alert()`, `confirm()` and `prompt()`.
extension BrowserSession {
    /// The text of the open alert; nil when there is none.
    package func alertText() async throws -> String? {
        do {
            return try await string("GET", "/alert/text")
        } catch WebDriverError.refused(_, "no such alert", _) {
            return nil
        }
    }

    /// Presses OK. Fails with "no such alert".
    package func acceptAlert() async throws {
        try await send("POST", "/alert/accept")
    }

    /// Presses Cancel. Fails with "no such alert".
    package func dismissAlert() async throws {
        try await send("POST", "/alert/dismiss")
    }
}
