package import Foundation

/// The built `webdemo`, running on a free port for the time of a test.
package final class WebDemoProgram: Sendable {
    package let port: Int
    private let process: SupervisedProcess

    /// Runs `body` beside the program and ends the program after it, whatever happens.
    package static func run<Result: Sendable>(
        _ arguments: [String] = [],
        _ body: @Sendable (WebDemoProgram) async throws -> Result
    ) async throws -> Result {
        let program = try await offCooperativePool { try WebDemoProgram(arguments) }
        do {
            let result = try await body(program)
            await program.stop()
            return result
        } catch {
            await program.stop()
            throw error
        }
    }

    /// What a user would type into the address bar.
    package var url: String { "http://localhost:\(port)/" }

    package func webSocketURL(_ path: String) -> String { "ws://127.0.0.1:\(port)\(path)" }

    package var processID: Int32? { process.processID }

    /// What it has written so far: the banner, then the log.
    package var output: String { process.output }

    /// What Ctrl-C does.
    package func interrupt() {
        if let processID { kill(processID, SIGINT) }
    }

    /// Beside the bundle of the tests, where the build puts both.
    package static var executable: URL {
        #if os(Linux)
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        #else
        let tests = Bundle(for: WebDemoProgram.self).bundleURL
        #endif
        return tests.deletingLastPathComponent().appending(path: "webdemo")
    }

    /// Returns when the banner is there; throws when it does not come within 30 s.
    private init(_ arguments: [String]) throws {
        process = try SupervisedProcess(Self.executable, ["--port", "0"] + arguments)
        for _ in 0..<1500 {
            if let port = Self.port(in: process.output) {
                self.port = port
                return
            }
            Thread.sleep(forTimeInterval: 0.02)
        }
        // Stopping removes it.
        let output = process.output
        process.stop()
        throw NotStarted(output: output)
    }

    private struct NotStarted: Error {
        let output: String
    }

    /// The banner is complete with its last line.
    private static func port(in banner: String) -> Int? {
        guard banner.contains("Ctrl-C"), let start = banner.firstRange(of: "http://localhost:") else { return nil }
        return Int(banner[start.upperBound...].prefix { $0.isNumber })
    }

    private func stop() async {
        _ = try? await offCooperativePool { self.process.stop() }
    }
}
