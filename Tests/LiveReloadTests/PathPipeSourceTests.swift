import NIOCore
import TestSupport
import Testing

@testable import LiveReload

/// Paths from a pipe are told as names in the directories that are watched.
struct PathPipeSourceTests {
    private static let one = DirectoryID(number: 101)
    private static let alias = DirectoryID(number: 102)
    private static let index = FileName("index.html")

    private let directory: TemporaryDirectory
    private let pipe: PathPipe
    private let root: String

    init() throws {
        directory = try TemporaryDirectory()
        pipe = try PathPipe()
        try directory.write("x", to: "site/one/a.css")
        try directory.write("x", to: "site/new/b.css")
        try directory.write("x", to: "site-2/index.html")
        try directory.link("site/two", to: "one")
        root = try #require(LinkTarget.real(directory.path + "/site"))
    }

    private func source(root: String? = nil) throws -> PathPipeSource {
        var source = PathPipeSource(descriptor: pipe.descriptor, owner: pipe, root: root ?? self.root)
        try source.watch(.root, path: self.root)
        try source.watch(Self.one, path: self.root + "/one")
        try source.watch(Self.alias, path: self.root + "/two")
        return source
    }

    @Test(arguments: [
        ("/index.html", [WatchEvent.file(.root, index, .written)]),
        ("/gone", [.file(.root, FileName("gone"), .written)]),
        ("/one/a.css", [.file(one, FileName("a.css"), .written), .file(alias, FileName("a.css"), .written)]),
        ("/one", [.directory(.root, FileName("one"))]),
        // It came, and is not watched yet.
        ("/new", [.directory(.root, FileName("new"))]),
        ("/new/b.css", []),
        // The link itself.
        ("/two", [.file(.root, FileName("two"), .written)]),
        ("", [.contents(.root)]),
        ("-2/index.html", []),
        ("/../site-2/index.html", []),
        ("/", [.contents(.root)]),
        ("/one/", []),
    ])
    func pathIsANameInItsDirectory(path: String, told: [WatchEvent]) throws {
        var source = try source()
        try pipe.tell(root + path)
        #expect(source.events(at: .now()) == told)
        #expect(source.events(at: .now()) == [])
    }

    @Test func directoryThatIsGoneIsStillOne() throws {
        var source = try source()
        try directory.remove("site/one")
        try pipe.tell(root + "/one")
        #expect(source.events(at: .now()) == [.directory(.root, FileName("one"))])
    }

    @Test func emptyPathAsksToLookAtAllOnce() throws {
        var source = try source()
        try pipe.tell("", "", root + "/index.html")
        #expect(source.events(at: .now()) == [.anything, .file(.root, Self.index, .written)])
    }

    @Test func pathInTwoPartsIsToldWhenItIsWhole() throws {
        var source = try source()
        try pipe.write(Array((root + "/ind").utf8))
        #expect(source.events(at: .now()) == [])
        try pipe.write(Array("ex.html\0".utf8))
        #expect(source.events(at: .now()) == [.file(.root, Self.index, .written)])
    }

    @Test func nameThatIsNoTextIsLeftOut() throws {
        var source = try source()
        try pipe.write(Array((root + "/").utf8) + [0xFF, 0])
        try pipe.write(Array((root + "/").utf8) + [0xFF, UInt8(ascii: "/"), UInt8(ascii: "a"), 0])
        try pipe.tell("relative", root + "/index.html")
        #expect(source.events(at: .now()) == [.file(.root, Self.index, .written)])
    }

    @Test func directoryIsForgotten() throws {
        var source = try source()
        source.unwatch(Self.one)
        try pipe.tell(root + "/one/a.css")
        #expect(source.events(at: .now()) == [.file(Self.alias, FileName("a.css"), .written)])
        source.unwatch(Self.alias)
        try pipe.tell(root + "/one/a.css")
        #expect(source.events(at: .now()) == [])
    }

    @Test func whatIsNotBelowTheRootIsNotWatched() throws {
        var source = try source()
        #expect(throws: WatchFailure.absent) { try source.watch(.aboveRoot(0), path: directory.path) }
        #expect(throws: WatchFailure.absent) { try source.watch(Self.one, path: directory.path + "/site-2") }
        #expect(throws: WatchFailure.absent) { try source.watch(Self.one, path: root + "/gone") }
    }

    @Test func allOfTheFileSystemCanBeTheRoot() throws {
        var source = try source(root: "/")
        try pipe.tell(root + "/index.html")
        #expect(source.events(at: .now()) == [.file(.root, Self.index, .written)])
    }

    @Test func endIsSaidOnceAndNothingIsWatchedAfterIt() throws {
        var source = try source()
        pipe.end()
        #expect(source.events(at: .now()) == [.ended(.root)])
        #expect(source.events(at: .now()) == [])
        #expect(source.descriptor == nil)
        #expect(throws: WatchFailure.noWatchesLeft) { try source.watch(.root, path: root) }
    }
}
