package import Foundation

/// One browser under a test's control (W3C WebDriver); a `ChromeDriver` makes it and ends it.
///
/// Every method is one command, and throws `WebDriverError.refused` with the driver's code and message. While an alert
/// is open, all but those about alerts fail with "unexpected alert open".
package struct BrowserSession: Sendable {
    package let id: String
    /// The id of the browser's main process, where the driver tells it.
    package let processID: Int32?
    private let wire: WebDriverWire

    init(id: String, processID: Int32?, wire: WebDriverWire) {
        self.id = id
        self.processID = processID
        self.wire = wire
    }

    /// Navigates and returns after the page's `load` event.
    package func open(_ url: String) async throws {
        try await send("POST", "/url", ["url": .string(url)])
    }

    package var url: String {
        get async throws { try await string("GET", "/url") }
    }

    package var title: String {
        get async throws { try await string("GET", "/title") }
    }

    /// Runs the body of a function, `arguments` being its arguments; returns what it returns.
    @discardableResult
    package func execute(_ script: String, _ arguments: [JSONValue] = []) async throws -> JSONValue {
        try await send("POST", "/execute/sync", ["script": .string(script), "args": .array(arguments)])
    }

    /// As `execute`, but the result is what the script passes to the callback that is its last argument.
    @discardableResult
    package func executeAsync(_ script: String, _ arguments: [JSONValue] = []) async throws -> JSONValue {
        try await send("POST", "/execute/async", ["script": .string(script), "args": .array(arguments)])
    }

    /// The visible part of the page as PNG.
    package func screenshot() async throws -> Data {
        let base64 = try await string("GET", "/screenshot")
        guard let image = Data(base64Encoded: base64) else {
            throw WebDriverError.unexpectedAnswer(command: "GET /screenshot", base64)
        }
        return image
    }

    /// What the page and the browser have written to the console since the last call.
    package func consoleMessages() async throws -> [ConsoleMessage] {
        let entries = try await send("POST", "/se/log", ["type": "browser"])
        return (entries.array ?? []).map(ConsoleMessage.init)
    }

    /// Ends the browser. Doing it twice is fine.
    package func quit() async throws {
        _ = try await wire.send("DELETE", "/session/\(id)", within: .seconds(10))
    }

    /// Ends the browser's main process, with which its helpers end, without asking the driver.
    func kill() {
        if let processID { Foundation.kill(processID, SIGKILL) }
    }
}

extension BrowserSession {
    @discardableResult
    func send(_ method: String, _ path: String, _ parameters: JSONValue? = nil) async throws -> JSONValue {
        // A POST without parameters still needs an object as its body.
        let parameters = parameters ?? (method == "POST" ? [:] : nil)
        return try await wire.send(method, "/session/\(id)\(path)", parameters)
    }

    func string(_ method: String, _ path: String) async throws -> String {
        let value = try await send(method, path)
        guard let string = value.string else {
            throw WebDriverError.unexpectedAnswer(command: "\(method) \(path)", "\(value)")
        }
        return string
    }
}
