import Foundation
import TestSupport
import Testing

/// Every trick, sent by curl to the built program.
struct CurlTrickTests {
    @Test func noPathReachesASecret() async throws {
        try await expect(CurlTricks.paths) { trick, address in ["url = \(quoted(address + trick))"] }
    }

    @Test func noRequestTargetReachesASecret() async throws {
        try await expect(CurlTricks.targets) { trick, address in
            ["url = \(quoted(address))", "request-target = \(quoted(trick))"]
        }
    }

    private func expect(
        _ statuses: [Int: [String]],
        _ lines: @escaping @Sendable (_ trick: String, _ address: String) -> [String]
    ) async throws {
        let site = try TemporaryDirectory("site", in: TemporaryDirectory())
        try site.write("index", to: "index.html")
        try SecretSite.fill(site)
        let tricks = statuses.flatMap { status, tricks in tricks.map { (status: status, trick: $0) } }
        try await withProgram(["--port", "0", site.path]) { program in
            let address = "http://127.0.0.1:\(try program.port())"
            let answers = try curl(
                tricks.map { lines(CurlTricks.spelled($0.trick, parent: site.parent?.path ?? ""), address) },
                in: site
            )
            try #require(answers.count == tricks.count)
            for ((status, trick), answer) in zip(tricks, answers) {
                #expect(answer.status == "\(status)", "\(trick)")
                #expect(!SecretSite.isLeaking(answer.bytes.utf8), "\(trick)")
            }
            if tricks.contains(where: { $0.trick == "/absolute-file" }) {
                let told = try program.wait {
                    program.errors.contains("/absolute-file was not found: a link on the way leads to /") ? true : nil
                }
                #expect(told)
            }
        }
    }

    private struct Answer {
        let status: Substring
        let bytes: Substring
    }

    /// The answers to requests that are given as lines of curl's configuration.
    private func curl(_ requests: [[String]], in site: TemporaryDirectory) throws -> [Answer] {
        let mark = "end of answer \(UInt64.random(in: .min ... .max)):"
        let usual = [
            "path-as-is", "globoff", "silent", "include", "max-time = 60", "header = \"Accept-Encoding: gzip\"",
            "write-out = \"%{http_code}\(mark)\"",
        ]
        let configuration = requests.map { ($0 + usual).joined(separator: "\n") }.joined(separator: "\nnext\n")
        try site.parent?.write(configuration, to: "curl")
        let path = (site.parent?.path ?? "") + "/curl"
        let run = try ProgramRun(of: URL(filePath: "/usr/bin/env"), ["curl", "--disable", "--config", path])
        let status = try run.exitCode(within: .seconds(120))
        try #require(status == 0, "curl ended with \(status): \(run.errors)")
        return run.output.split(separator: mark).map { Answer(status: $0.suffix(3), bytes: $0.dropLast(3)) }
    }
}

/// For curl's configuration.
private func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
}
