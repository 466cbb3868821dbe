import Foundation
import TestSupport

/// A script of `Clients`, run by the Python that `Scripts/setup --tests` has made: it prints one line of JSON.
enum PythonClient {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static let clients = packageFolder.appending(path: "Tests/CommandLineTests/Clients")
    private static let python = packageFolder.appending(path: ".build/python/bin/python")

    /// What the script printed. Fails with its standard error where it does not end well.
    static func run(_ script: String, _ arguments: String...) async throws -> JSONValue {
        guard FileManager.default.isExecutableFile(atPath: python.path) else {
            throw Failure(description: "there is no \(python.path); make it with: Scripts/setup --tests")
        }
        // -B: no compiled files between the sources.
        let arguments = ["-B", clients.appending(path: script + ".py").path] + arguments
        return try await offCooperativePool {
            let run = try ProgramRun(of: python, arguments)
            let status = try run.exitCode()
            guard status == 0, let result = try? JSONValue(parsing: run.output) else {
                throw Failure(description: "\(script).py ended with \(status): \(run.output)\(run.errors)")
            }
            return result
        }
    }
}
