import Foundation
import TestSupport
import Testing

/// The Autobahn TestSuite, where it lies beside this package or `WEBDEMO_CONFORMANCE` names its folder.
@Suite(.serialized, .enabled(if: autobahn != nil))
struct ConformanceTests {
    /// With its large messages, and at most 50 of them a case: 40 s on a machine that does nothing else.
    @Test func everyCaseOfAutobahnPasses() async throws {
        let tool = try #require(autobahn)
        let report = try TemporaryDirectory()
        try await WebDemoProgram.run(["--max-message", "64MiB"]) { program in
            let url = program.webSocketURL("/echo")
            try await offCooperativePool {
                let run = try ProgramRun(of: tool, [url, "--quick", "--timeout", "240", "--out", report.path])
                let status = try run.exitCode(within: .seconds(300))
                let isPassed = status == 0 && run.output.contains(", 0 failed\n")
                // The output names every case that is less than OK, those too that are only not strict.
                #expect(isPassed && !run.output.contains("UNIMPLEMENTED"), "\(run.output)\(run.errors)")
            }
        }
    }
}

private let autobahn: URL? = {
    let beside = packageFolder.deletingLastPathComponent().appending(path: "shared/conformance")
    let named = ProcessInfo.processInfo.environment["WEBDEMO_CONFORMANCE"].map { URL(filePath: $0) }
    let tool = (named ?? beside).appending(path: "autobahn")
    return FileManager.default.isExecutableFile(atPath: tool.path) ? tool : nil
}()
