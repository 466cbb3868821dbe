/// What a new browser should be like, as the capabilities of WebDriver's New Session.
package struct BrowserOptions: Sendable {
    package var width: Int
    package var height: Int
    /// For a server whose certificate the machine does not trust.
    package var acceptsAnyCertificate: Bool
    /// Switches for Chromium, such as `--host-resolver-rules=MAP example.test 127.0.0.1`.
    package var switches: [String]

    package init(
        width: Int = 1280,
        height: Int = 800,
        acceptsAnyCertificate: Bool = false,
        switches: [String] = []
    ) {
        self.width = width
        self.height = height
        self.acceptsAnyCertificate = acceptsAnyCertificate
        self.switches = switches
    }

    var capabilities: JSONValue {
        [
            "capabilities": [
                "alwaysMatch": [
                    "acceptInsecureCerts": .bool(acceptsAnyCertificate),
                    "goog:chromeOptions": ["args": .array(arguments.map(JSONValue.string))],
                    "goog:loggingPrefs": ["browser": "ALL"],
                    "timeouts": ["pageLoad": 30_000, "script": 30_000],
                    // Otherwise every command closes an alert before the test can read it.
                    "unhandledPromptBehavior": "ignore",
                ]
            ]
        ]
    }

    private var arguments: [String] {
        [
            "--headless=new",
            // Chromium refuses its sandbox to root, which the tests are in a container.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            // The browser ends when the driver's end of the pipe closes, so also when the driver is killed.
            "--remote-debugging-pipe",
            "--window-size=\(width),\(height)",
        ] + switches
    }
}
