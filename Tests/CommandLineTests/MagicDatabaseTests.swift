import Foundation
import TestSupport
import Testing

struct MagicDatabaseTests {
    /// A database that is not there, and one that is something else.
    @Test(arguments: ["/nonexistent", "/etc/passwd"])
    func withoutADatabaseNamesAloneTellAndThatIsSaidOnce(_ database: String) async throws {
        let site = try TemporaryDirectory()
        try site.write("<!doctype html>", to: "page.html")
        try site.write("<!doctype html>", to: "page")
        try await offCooperativePool {
            let program = try ProgramRun(
                of: URL(filePath: "/usr/bin/env"),
                ["MAGIC=\(database)", WebDemoProgram.executable.path, site.path, "--port", "0"]
            )
            let connection = try RawConnection(port: program.port())
            for (target, type) in [
                ("/page.html", "text/html"), ("/page", "application/octet-stream"),
                ("/page", "application/octet-stream"),
            ] {
                try connection.sendRequest("GET", target)
                #expect(try connection.readReply()["Content-Type"] == type)
            }
            let lines = program.errors.split(separator: "\n").filter { $0.contains("libmagic") }
            #expect(lines.count == 1, "\(program.errors)")
        }
    }
}
