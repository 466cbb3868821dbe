import Foundation
import TestSupport
import Testing

struct RefusalTests {
    @Test(arguments: [
        ["--nonsense"], ["--port"], ["--port", "x"], ["--port", "65536"], ["--port", "-1"],
        ["--port", "0", "--port", "0"],
        ["--lan", "--host", "127.0.0.1"], ["--log-level", "loud"], ["one", "two"], ["--host"], ["--allow-host"],
        ["--allow-host", "example.com:8080"], ["--allow-host", "http://example.com"], ["--allow-host", ""],
        ["--allow-origin", "localhost"], ["--allow-origin", "http://a/"], ["--allow-origin", "*"],
        ["--allow-origin", ""],
        ["--max-message", "0"], ["--max-message", "2049MiB"], ["--max-frame", "1.5MiB"], ["--max-fragments", "0"],
        ["--send-budget", "many"], ["--max-header", "255"], ["--max-header", "17MiB"], ["--max-target", "0"],
        ["--max-header-fields", "0"], ["--max-header-fields", "10001"], ["--request-timeout", "0"],
        ["--idle-timeout", "25h"], ["--ping-interval", "soon"], ["--close-timeout", "0ms"], ["--max-connections", "0"],
        ["--max-connections", "1000001"], ["--max-connections-per-address", "0"],
    ])
    func wrongOptionEndsWith64AndTheUsage(arguments: [String]) async throws {
        try await withProgram(arguments) { program in
            try #expect(program.exitCode() == 64)
            #expect(program.output.isEmpty)
            #expect(program.errors.contains("Usage: webdemo"))
        }
    }

    @Test(arguments: [
        (["--max-message", "0"], "64KiB"), (["--max-message", "3GiB"], "2GiB"), (["--send-budget", "1.5"], "64KiB"),
        (["--idle-timeout", "x"], "10s"), (["--idle-timeout", "2000000s"], "24h"),
        (["--allow-origin", "http://localhost/page.html"], "http://localhost:5173"),
    ])
    func wrongValueIsToldWhatToWrite(arguments: [String], example: String) async throws {
        try await withProgram(arguments) { program in
            try #expect(program.exitCode() == 64)
            #expect(program.errors.contains(arguments[0]))
            #expect(program.errors.contains(example))
        }
    }

    @Test(arguments: [
        (["--help"], "USAGE: webdemo"), (["-h"], "--port"), (["-h"], "(default: 16KiB)"), (["--version"], "."),
    ])
    func helpAndVersionAreOutput(arguments: [String], text: String) async throws {
        try await withProgram(arguments) { program in
            try #expect(program.exitCode() == 0)
            #expect(program.output.contains(text))
            #expect(program.errors.isEmpty)
        }
    }

    @Test func missingDirectoryIsSaidInOneLine() async throws {
        let site = try TemporaryDirectory()
        try site.write("x", to: "file.txt")
        for path in [site.path + "/missing", site.path + "/file.txt", ""] {
            try await withProgram([path, "--port", "0"]) { program in
                try expectFailure(of: program, toMention: "'\(path)'")
            }
        }
    }

    @Test func takenPortIsSaidInOneLine() async throws {
        let held = try HeldPort()
        for ports in [["--port", "\(held.number)"], ["--port", "0", "--port", "\(held.number)"]] {
            try await withProgram(ports) { program in
                try expectFailure(of: program, toMention: "port \(held.number) on 127.0.0.1 is taken")
            }
        }
    }

    @Test func foreignAddressIsSaidInOneLine() async throws {
        // Of the documentation's range (RFC 5737): nobody's.
        try await withProgram(["--port", "0", "--host", "192.0.2.1"]) { program in
            try expectFailure(of: program, toMention: "192.0.2.1 is no address of this machine")
        }
    }

    private func expectFailure(of program: ProgramRun, toMention text: String) throws {
        try #expect(program.exitCode() == 1)
        #expect(program.output.isEmpty)
        #expect(program.errors.hasPrefix("webdemo: "))
        #expect(program.errors.contains(text))
        #expect(program.errors.split(separator: "\n").count == 1)
    }
}
