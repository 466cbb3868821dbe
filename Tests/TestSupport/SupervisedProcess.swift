package import Foundation

/// Turns a program into a child process that cannot outlive this one, even when a test crashes or is killed.
///
/// A shell stands between the two: it ends the child as soon as the pipe from this process closes, for whatever
/// reason, and then removes the child's directory, which is also where the child's output and temporary files go.
package final class SupervisedProcess: Sendable {
    /// Removes the directory again when a grandchild that is still ending has written to it.
    private static let supervision = """
        trap : HUP INT TERM
        directory=$1; shift
        TMPDIR=$directory "$@" >"$directory/output" 2>&1 &
        child=$!
        echo $child >"$directory/pid.new" && mv "$directory/pid.new" "$directory/pid"
        read -r _
        kill $child
        wait $child
        for attempt in 1 2 3 4 5; do
            rm -rf "$directory"; sleep 0.2
            test -e "$directory" || break
        done
        """

    private let shell: SpawnedShell
    private let directory: URL

    package init(_ program: URL, _ arguments: [String]) throws {
        directory = try Self.makeDirectory()
        shell = try SpawnedShell(Self.supervision, ["supervisor", directory.path, program.path] + arguments)
    }

    /// What the child has written to its standard output and error so far.
    package var output: String {
        (try? String(contentsOf: directory.appending(path: "output"), encoding: .utf8)) ?? ""
    }

    /// The id of the child itself; nil until it has been started.
    package var processID: Int32? {
        let text = try? String(contentsOf: directory.appending(path: "pid"), encoding: .utf8)
        return text.flatMap { Int32($0.trimmingCharacters(in: .newlines)) }
    }

    /// Sends SIGTERM to the child, SIGKILL after the limit, and returns when it is gone. May block so long.
    package func stop(within limit: Duration = .seconds(5)) {
        let child = processID
        shell.closeInput()
        guard !shell.waitForEnd(within: limit) else { return }
        if let child { kill(child, SIGKILL) }
        // The shell now removes the directory and ends; where another child holds the pipe open, the signal helps.
        shell.terminate()
        _ = shell.waitForEnd(within: limit)
    }

    /// In `/tmp`, because a browser's socket paths in it must not be longer than 103 bytes.
    private static func makeDirectory() throws -> URL {
        let directory = URL(fileURLWithPath: "/tmp/webdemo-test-\(UInt32.random(in: .min ... .max))")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
        return directory
    }
}
