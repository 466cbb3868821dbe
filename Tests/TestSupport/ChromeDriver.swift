package import Foundation

/// A running chromedriver, from which a test gets browsers; none of them is left when it stops or the tests end.
package actor ChromeDriver {
    private let process: SupervisedProcess
    private let wire: WebDriverWire
    private var sessions: [BrowserSession] = []

    /// The id of the chromedriver process.
    package nonisolated let processID: Int32

    /// Looks on the `PATH`, then where Debian, Ubuntu and Homebrew put it. Throws `WebDriverError.notInstalled`.
    package static func find() throws -> URL {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let usual = ["/usr/bin", "/usr/lib/chromium", "/opt/homebrew/bin"]
        let places = (path.split(separator: ":").map(String.init) + usual).map { "\($0)/chromedriver" }
        guard let place = places.first(where: FileManager.default.isExecutableFile(atPath:)) else {
            throw WebDriverError.notInstalled
        }
        return URL(fileURLWithPath: place)
    }

    /// Starts chromedriver on a free port; call `stop` in the end. Prefer `run` and `withSession`, which do.
    package init() async throws {
        process = try SupervisedProcess(Self.find(), ["--port=0"])
        do {
            let started = try await Self.started(process)
            processID = started.processID
            wire = WebDriverWire(port: started.port)
        } catch {
            let failed = process
            try? await offCooperativePool { failed.stop() }
            throw error
        }
    }

    /// Starts a driver for the time of `body`.
    package static func run<T: Sendable>(_ body: @Sendable (ChromeDriver) async throws -> T) async throws -> T {
        let driver = try await ChromeDriver()
        do {
            let result = try await body(driver)
            await driver.stop()
            return result
        } catch {
            await driver.stop()
            throw error
        }
    }

    /// Starts a driver and one browser for the time of `body`.
    package static func withSession<T: Sendable>(
        _ options: BrowserOptions = BrowserOptions(),
        _ body: @Sendable (BrowserSession) async throws -> T
    ) async throws -> T {
        try await run { driver in
            try await body(driver.newSession(options))
        }
    }

    /// Starts a browser with an empty profile of its own.
    package func newSession(_ options: BrowserOptions = BrowserOptions()) async throws -> BrowserSession {
        let answer = try await wire.send("POST", "/session", options.capabilities)
        guard let id = answer["sessionId"]?.string else {
            throw WebDriverError.unexpectedAnswer(command: "POST /session", "\(answer)")
        }
        let browserID = answer["capabilities"]?["goog:processID"]?.number.map { Int32($0) }
        let session = BrowserSession(id: id, processID: browserID, wire: wire)
        sessions.append(session)
        return session
    }

    /// Ends the browsers, then the driver, by force where they do not end by themselves. Stopping twice is fine.
    package func stop() async {
        for session in sessions {
            do {
                try await session.quit()
            } catch {
                session.kill()
            }
        }
        sessions = []
        try? await offCooperativePool { [process] in process.stop() }
    }

    private static func started(_ process: SupervisedProcess) async throws -> (processID: Int32, port: Int) {
        let deadline = Deadline(within: .seconds(20))
        while !deadline.hasPassed {
            let announced = process.output.firstMatch(of: /started successfully on port (\d+)/)
            if let port = announced.flatMap({ Int($0.1) }), let id = process.processID { return (id, port) }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw WebDriverError.notStarted(output: process.output)
    }
}
