/// What a test does with the windows of a browser. Commands go to one of them at a time.
extension BrowserSession {
    /// Opens an empty tab and returns its handle; commands still go to the old one.
    package func newWindow() async throws -> String {
        let answer = try await send("POST", "/window/new", ["type": "tab"])
        guard let handle = answer["handle"]?.string else {
            throw WebDriverError.unexpectedAnswer(command: "POST /window/new", "\(answer)")
        }
        return handle
    }

    package var windowHandles: [String] {
        get async throws {
            try await send("GET", "/window/handles").array?.compactMap(\.string) ?? []
        }
    }

    package func switchTo(_ handle: String) async throws {
        try await send("POST", "/window", ["handle": .string(handle)])
    }

    /// Closes the current window; `switchTo` another one next.
    package func closeWindow() async throws {
        try await send("DELETE", "/window")
    }

    /// Sets the outer size, in CSS pixels. Chromium makes no window narrower than 500.
    package func setWindowSize(width: Int, height: Int) async throws {
        try await send("POST", "/window/rect", ["width": .number(Double(width)), "height": .number(Double(height))])
    }
}
