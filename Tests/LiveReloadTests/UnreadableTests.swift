import Glibc
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import LiveReload

/// What is there and cannot be read is neither gone nor looked at without end.
struct UnreadableTests {
    /// `nil` for a directory that can be read.
    private final class Failure: Sendable {
        let code: Mutex<CInt?>

        init(_ code: CInt?) { self.code = Mutex(code) }

        var options: WatchOptions {
            var options = WatchOptions()
            options.readFailure = { [self] in $0 == ["d"] ? code.withLock(\.self) : nil }
            return options
        }
    }

    @Test(arguments: [EACCES, EPERM, EMFILE, ENFILE, EIO])
    func directoryIsReadAsSoonAsItCanBe(_ code: CInt) throws {
        let failure = Failure(code)
        let site = try WatchedSite(["a.css": "a", "d/b.css": "b"], options: failure.options)
        #expect(!site.engine.isStarting)
        #expect(site.engine.searches.isEmpty)
        #expect(site.troubles == [WatchTrouble(cause: .unreadable, segments: ["d"])])
        #expect(!site.engine.polling.isEmpty)
        site.pass(.seconds(3))
        #expect(site.engine.due(at: site.now).map { $0 > site.now } == true)
        failure.code.withLock { $0 = nil }
        #expect(site.told() == ["+d/b.css"])
        #expect(site.engine.polling.isEmpty)
        try site.write("new", to: "d/b.css")
        #expect(site.told() == ["*d/b.css"])
        #expect(site.engine.due(at: site.now) == nil)
    }

    @Test func absenceIsSaidByFewErrors() {
        #expect([ENOENT, ENOTDIR, ELOOP].allSatisfy(Absence.isSaid))
        #expect(![EACCES, EPERM, EMFILE, ENFILE, EIO, ENOMEM, ENXIO].contains(where: Absence.isSaid))
    }

    @Test func fileThatCannotBeOpenedIsNotAbsent() {
        var reader = FileReader()
        let tooLong = "/" + String(repeating: "a", count: 300)
        #expect(reader.read(tooLong, maxTextBytes: 0) == .unreadable)
        #expect(reader.read("/no/such/file", maxTextBytes: 0) == .absent)
        #expect(reader.read("/dev/null", maxTextBytes: 0) == .absent)
    }

    @Test func unreadableFileIsLookedAtLessAndLess() {
        var dirty = DirtyNames()
        let place = Place(directory: .root, name: FileName("a"))
        let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
        dirty.noted(place, .whole, at: start)
        dirty.wasUnreadable(place, at: start + .milliseconds(10))
        #expect(dirty.due(after: start) == start + .milliseconds(110))
        dirty.wasUnreadable(place, at: start + .seconds(60))
        #expect(dirty.due(after: start) == start + .seconds(70))
    }
}
