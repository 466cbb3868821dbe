/// What WebDriver has no words for, by the Chrome DevTools protocol.
extension BrowserSession {
    @discardableResult
    package func devTools(_ command: String, _ parameters: JSONValue) async throws -> JSONValue {
        try await send("POST", "/goog/cdp/execute", ["cmd": .string(command), "params": parameters])
    }

    /// Runs `script` in every document of the current window from now on, before its own scripts.
    package func runBeforeEveryPage(_ script: String) async throws {
        try await devTools("Page.addScriptToEvaluateOnNewDocument", ["source": .string(script)])
    }

    /// Has pages find that the window is so large, in CSS pixels; also smaller than Chromium makes one. On a phone pages that
    /// do not say how wide they are become 980 pixels wide and are shown smaller.
    package func setViewport(width: Int, height: Int, ofPhone isPhone: Bool = false) async throws {
        try await devTools(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": .number(Double(width)), "height": .number(Double(height)), "deviceScaleFactor": 1,
                "mobile": .bool(isPhone),
            ]
        )
        try await devTools("Emulation.setTouchEmulationEnabled", ["enabled": .bool(isPhone)])
    }
}
