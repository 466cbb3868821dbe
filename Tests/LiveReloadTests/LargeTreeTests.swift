import Foundation
import NIOCore
import TestSupport
import Testing

@testable import LiveReload

struct LargeTreeTests {
    /// The figures are printed; the bound only tells a tree that is read again and again.
    @Test func twentyThousandFilesAreKnownSoon() throws {
        let directory = try TemporaryDirectory()
        for count in 0..<20_000 {
            let path = directory.path + "/d\(count % 200)"
            if count < 200 { try FileSystem.makeDirectory(path) }
            try FileSystem.write("body { --number: \(count) }", to: path + "/a-file-\(count).css")
        }
        let before = memory()
        var engine = WatchEngine(root: directory.path, options: WatchOptions())
        let start = NIODeadline.now()
        try engine.begin(at: start)
        while engine.isStarting { _ = engine.step(at: .now()) }
        let known = NIODeadline.now() - start
        while engine.isReading { _ = engine.step(at: .now()) }
        let read = NIODeadline.now() - start
        print(
            "20,000 files: \(known.nanoseconds / 1_000_000) ms, read \(read.nanoseconds / 1_000_000) ms,",
            "\((memory() - before) / 1024) KiB"
        )
        #expect(engine.tree.nameCount == 20_200)
        #expect(known < .seconds(30))
        #expect(engine.due(at: .now()) == nil)
    }

    private func memory() -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
    }
}
