import LiveReload
import NIOCore
import Synchronization
import TestSupport
import Testing

struct DirectoryWatcherTests {
    @Test func savedFileIsTold() async throws {
        let directory = try TemporaryDirectory()
        try directory.write("a", to: "a.css")
        let (stream, told) = AsyncStream<[FileChange]>.makeStream()
        let watcher = DirectoryWatcher(
            directory: directory.path,
            touched: { _ in },
            changed: { told.yield($0) },
            troubled: { _ in }
        )
        try watcher.start()
        try directory.write("b", to: "a.css")
        for await changes in stream {
            #expect(changes.map(\.segments) == [["a.css"]])
            break
        }
        watcher.stop()
    }
}
