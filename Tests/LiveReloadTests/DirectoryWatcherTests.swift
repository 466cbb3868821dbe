import NIOCore
import NIOPosix
import Synchronization
import TestSupport
import Testing

@testable import LiveReload

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

    @Test func fileThatEndsBeforeTheFirstStepIsTold() async throws {
        let directory = try TemporaryDirectory()
        for name in ["a.css", "deep/er/b.css"] { try directory.write("a", to: name) }
        let (stream, told) = AsyncStream<FileChange>.makeStream()
        let loop = WatchLoop(
            directory: directory.path,
            options: WatchOptions(),
            told: WatchLoop.Told(
                touched: { _ in },
                changed: { $0.forEach { told.yield($0) } },
                troubled: { _ in }
            )
        )
        try loop.open()
        for name in ["a.css", "deep/er/b.css"] { try directory.remove(name) }
        let (signal, thread) = (try WakeSignal(), NIOThreadPool(numberOfThreads: 1))
        thread.start()
        thread.submit { _ in loop.run(until: signal) }
        var changes = stream.makeAsyncIterator()
        let first = [await changes.next(), await changes.next()]
        #expect(Set(first.map { $0?.segments }) == [["a.css"], ["deep", "er", "b.css"]])
        #expect(first.allSatisfy { $0?.kind == .deleted })
        loop.stop()
        signal.wake()
        try await thread.shutdownGracefully()
    }
}
