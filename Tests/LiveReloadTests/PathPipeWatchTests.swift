import TestSupport
import Testing

@testable import LiveReload

/// Changes of which a pipe tells are seen as those of which the kernel tells.
struct PathPipeWatchTests {
    private let site: WatchedSite
    private let pipe: PathPipe
    private let root: String

    init() throws {
        site = try WatchedSite(["a.css": "a", "one/b.css": "b"])
        pipe = try PathPipe()
        root = try #require(LinkTarget.real(site.path))
        site.listen(to: PathPipeSource(descriptor: pipe.descriptor, owner: pipe, root: root))
    }

    @Test func savedFileIsTold() throws {
        try site.write("new", to: "one/b.css")
        #expect(site.told() == [])
        try pipe.tell(root + "/one/b.css")
        #expect(site.told() == ["*one/b.css"])
        try pipe.tell(root + "/one/b.css", root + "/a.css")
        #expect(site.told() == [])
    }

    @Test func newDirectoryIsWatched() throws {
        try site.write("c", to: "two/c.css")
        try pipe.tell(root + "/two", root + "/two/c.css")
        #expect(site.told() == ["+two/c.css"])
        try site.write("new", to: "two/c.css")
        try pipe.tell(root + "/two/c.css")
        #expect(site.told() == ["*two/c.css"])
    }

    @Test func directoryThatIsGoneIsTold() throws {
        try site.directory.remove("site/one")
        try pipe.tell(root + "/one")
        #expect(site.told() == ["-one/b.css"])
    }

    @Test func ignoredDirectoryStaysIgnored() throws {
        try site.write("x", to: "node_modules/x.js")
        try pipe.tell(root + "/node_modules", root + "/node_modules/x.js")
        #expect(site.told() == [])
    }

    @Test func allIsLookedAtWhenNobodyKnowsWhat() throws {
        try site.write("new", to: "one/b.css")
        try site.write("c", to: "two/c.css")
        try pipe.tell("")
        #expect(site.told() == ["*one/b.css", "+two/c.css"])
        #expect(site.troubles.isEmpty)
    }

    @Test func rootIsWatchedAgainWhenItIsBack() throws {
        try site.directory.remove("site")
        try pipe.tell("")
        #expect(site.told() == ["-a.css", "-one/b.css"])
        try site.write("back", to: "a.css")
        #expect(site.told() == ["+a.css"])
        try site.write("again", to: "a.css")
        try pipe.tell(root + "/a.css")
        #expect(site.told() == ["*a.css"])
    }

    @Test func allIsPolledAfterTheEndAndThatIsSaid() throws {
        pipe.end()
        #expect(site.told() == [])
        #expect(site.troubles.map(\.cause).map { if case .noWatchesLeft = $0 { true } else { false } } == [true])
        try site.write("new", to: "one/b.css")
        #expect(site.told() == ["*one/b.css"])
    }

    @Test func withoutFSEventsThereIsNoSource() {
        #if !canImport(Darwin)
        #expect(TreeEvents(root: root) == nil)
        #endif
    }
}
