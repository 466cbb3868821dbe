import Foundation
import TestSupport
import Testing

extension InABrowser {
    /// Who jumps in a video asks for ranges of its file.
    struct VideoTests {
        /// Bytes between the pictures and the index: with many of them the file is sent from the disk, and a browser
        /// that wants the index has to ask for a range far away.
        @Test(arguments: [0, 16 << 20])
        func aVideoCanBeSought(_ gap: Int) async throws {
            let site = try FixtureSite.copy()
            let clock = try [UInt8](Data(contentsOf: site.url.appending(path: "clock.mp4")))
            try site.write(Self.insert(gap: gap, beforeIndexOf: clock), to: "far.mp4")
            try await WebDemoProgram.run(["--log-level", "info", site.path]) { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "video.html")
                    let seen = try await browser.runAsync("return await watch('far.mp4', 7.5);")
                    #expect(seen == ["seconds": 8, "time": 7.5, "isAnotherPicture": true])
                    #expect(try await browser.consoleMessages() == [])
                    // Ends the transfers, which are logged then.
                    try await browser.open("about:blank")
                }
                // The first request is for `bytes=0-`, the next for where the index is.
                try await Self.expect(gap == 0 ? 1 : 2, of: "GET /far.mp4 206", in: program)
                #expect(!program.output.contains("GET /far.mp4 200"))
            }
        }

        @Test func scriptsGetTheRangesThatTheyAskFor() async throws {
            let site = try FixtureSite.copy()
            try await WebDemoProgram.run(["--file-cache-max-file", "16KiB", site.path]) { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "video.html")
                    let result = try await browser.runAsync(
                        """
                        const whole = new Uint8Array(await (await fetch("clock.mp4")).arrayBuffer());
                        const answer = await fetch("clock.mp4", { headers: { Range: "bytes=-1000" }, cache: "no-store" });
                        const part = new Uint8Array(await answer.arrayBuffer());
                        const range = `bytes ${whole.length - 1000}-${whole.length - 1}/${whole.length}`;
                        return [
                            answer.status, part.length, answer.headers.get("Content-Range") === range,
                            part.every((byte, place) => byte === whole[whole.length - 1000 + place]),
                        ];
                        """
                    )
                    #expect(result == [206, 1000, true, true])
                }
            }
        }

        /// The places in the index count from the start of the file, so what comes after the pictures may move.
        private static func insert(gap: Int, beforeIndexOf video: [UInt8]) throws -> [UInt8] {
            guard gap > 0 else { return video }
            let index = try #require(video.ranges(of: Array("moov".utf8)).last).lowerBound - 4
            let size = withUnsafeBytes(of: UInt32(gap).bigEndian, Array.init)
            let free = size + Array("free".utf8) + [UInt8](repeating: 0, count: gap - 8)
            return video[..<index] + free + video[index...]
        }

        private static func expect(_ count: Int, of line: String, in program: WebDemoProgram) async throws {
            for _ in 0..<3000 where program.output.ranges(of: line).count < count {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(program.output.ranges(of: line).count >= count, "\(program.output)")
        }
    }
}
