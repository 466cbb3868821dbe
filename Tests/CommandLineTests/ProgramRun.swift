import Foundation
import TestSupport

/// One run of the built program or of another, its output and error output apart. Calls block: use it inside
/// `offCooperativePool`.
final class ProgramRun {
    struct TookTooLong: Error {
        let output: String
        let errors: String
    }

    /// The shell tells how the program ended, and ends it when it is itself told to end.
    private static let script = """
        directory=$1; ulimit -n $2; shift 2
        "$@" >"$directory/output" 2>"$directory/errors" </dev/null &
        trap "kill -9 $!" TERM
        echo $! >"$directory/pid"
        wait $!
        echo $? >"$directory/status"
        """

    private let supervisor: SupervisedProcess
    private let files: TemporaryDirectory

    init(of program: URL = WebDemoProgram.executable, _ arguments: [String], openFiles: Int = 1024) throws {
        files = try TemporaryDirectory()
        let shell = URL(filePath: "/bin/sh")
        supervisor = try SupervisedProcess(
            shell,
            ["-c", Self.script, "sh", files.path, "\(openFiles)", program.path] + arguments
        )
    }

    deinit {
        // Not left to the shell alone: where that is too slow to end, it is killed and cannot pass it on.
        if number(in: "status") == nil, let id = number(in: "pid") { kill(id, SIGKILL) }
        supervisor.stop()
    }

    var output: String { text("output") }
    var errors: String { text("errors") }

    /// Returns the ports in the banner's addresses as soon as all of it is there.
    func ports() throws -> [Int] {
        let banner = try wait { output.contains("Ctrl-C") ? output : nil }
        return banner.matches(of: /http:\/\/[^\/]*:(\d+)\/\n/).compactMap { Int($0.1) }
    }

    /// The one port of a program that was started with `--port 0`.
    func port() throws -> Int {
        guard let port = try ports().first else { throw TookTooLong(output: output, errors: errors) }
        return port
    }

    func send(_ signal: Int32) throws {
        let id = try wait { number(in: "pid") }
        kill(id, signal)
    }

    /// The time that processors have worked for the program; Linux only.
    func processorSeconds() throws -> Double {
        let id = try wait { number(in: "pid") }
        let line = try String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
        // After the name, which ends with the last bracket, utime and stime are the 12th and 13th field (proc(5)).
        let fields = line[(line.lastIndex(of: ")") ?? line.startIndex)...].split(separator: " ")
        let ticks = fields.dropFirst(12).prefix(2).compactMap { Double($0) }.reduce(0, +)
        return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// The exit code as a shell has it: for a program that a signal ended, 128 and the signal's number.
    func exitCode(within limit: Duration = .seconds(60)) throws -> Int32 {
        try wait(within: limit) { number(in: "status") }
    }

    /// Polls until there is a value.
    func wait<Value>(within limit: Duration = .seconds(60), _ value: () throws -> Value?) throws -> Value {
        let start = ContinuousClock.now
        while start.duration(to: .now) < limit {
            if let value = try value() { return value }
            pause(.milliseconds(20))
        }
        throw TookTooLong(output: output, errors: errors)
    }

    /// Complete with the end of its line.
    private func number(in file: String) -> Int32? {
        let text = text(file)
        return text.hasSuffix("\n") ? Int32(text.dropLast()) : nil
    }

    private func text(_ file: String) -> String {
        (try? String(contentsOf: files.url.appending(path: file), encoding: .utf8)) ?? ""
    }
}

/// Runs the program for the time of `body`, which may block.
func withProgram(
    _ arguments: [String],
    openFiles: Int = 1024,
    _ body: @Sendable (ProgramRun) throws -> Void
) async throws {
    try await offCooperativePool {
        try body(ProgramRun(arguments, openFiles: openFiles))
    }
}
