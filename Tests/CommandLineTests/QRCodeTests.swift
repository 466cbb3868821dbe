import Foundation
import TestSupport
import Testing
import WebDemoServer

/// The codes as a decoder of others reads them.
struct QRCodeTests {
    static let texts = ["http://192.168.1.23:8080/", "http://[2001:db8::1]/", "x", String(repeating: "a1", count: 100)]

    @Test(arguments: texts)
    func terminalShowsTheText(_ text: String) async throws {
        let lines = try #require(QRCode(text)).terminalLines
        var rows: [[Bool]] = []
        for line in lines {
            #expect(line.hasPrefix("\u{1B}[38;5;16;48;5;231m") && line.hasSuffix("\u{1B}[0m"))
            let blocks = line.filter { "█▀▄ ".contains($0) }
            rows.append(blocks.map { $0 == "█" || $0 == "▀" })
            rows.append(blocks.map { $0 == "█" || $0 == "▄" })
        }
        #expect(try await Self.decoded(rows) == text)
    }

    @Test(arguments: texts)
    func pictureShowsTheText(_ text: String) async throws {
        let svg = try #require(QRCode(text)).svg
        let side = try #require(svg.firstMatch(of: /viewBox="0 0 (\d+) \d+"/).flatMap { Int($0.1) })
        var rows = [[Bool]](repeating: [Bool](repeating: false, count: side), count: side)
        let path = try #require(svg.firstMatch(of: /<path d="([^"]*)"/)).1
        for run in path.matches(of: /M(\d+) (\d+)h(\d+)v1h-\d+z/) {
            let (x, y, length) = (Int(run.1) ?? 0, Int(run.2) ?? 0, Int(run.3) ?? 0)
            for column in x..<(x + length) { rows[y][column] = true }
        }
        #expect(try await Self.decoded(rows) == text)
    }

    @Test(arguments: ["", String(repeating: "a", count: 301)])
    func thereIsNoCodeForOthers(_ text: String) {
        #expect(QRCode(text) == nil)
    }

    /// What zbarimg reads in a picture with so many dark and light modules.
    private static func decoded(_ rows: [[Bool]]) async throws -> String {
        let scale = 4
        let width = (rows.first?.count ?? 0) * scale
        var picture = "P1\n\(width) \(rows.count * scale)\n"
        for row in rows {
            let line = row.map { String(repeating: $0 ? "1 " : "0 ", count: scale) }.joined() + "\n"
            picture += String(repeating: line, count: scale)
        }
        let directory = try TemporaryDirectory()
        try directory.write(picture, to: "code.pbm")
        return try await offCooperativePool {
            let program = URL(filePath: "/usr/bin/env")
            let file = directory.path + "/code.pbm"
            let decoder = try SupervisedProcess(
                program,
                ["zbarimg", "--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file]
            )
            defer { decoder.stop() }
            for _ in 0..<1500 where !decoder.output.hasSuffix("\n") { Thread.sleep(forTimeInterval: 0.02) }
            return withExtendedLifetime(directory) { String(decoder.output.dropLast()) }
        }
    }
}
