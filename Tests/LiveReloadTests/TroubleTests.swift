import NIOCore
import TestSupport
import Testing

@testable import LiveReload

/// Where the kernel does not tell of changes, they are seen all the same.
struct TroubleTests {
    private static let files = ["a.css": "a", "one/b.css": "b", "two/c.css": "c", "two/three/d.css": "d"]

    @Test func withoutWatchesThePartIsPolled() throws {
        var options = WatchOptions()
        // The directory above, the directory itself, and one of those in it.
        options.maxWatches = 3
        let site = try WatchedSite(Self.files, options: options)
        #expect(site.troubles.map(\.cause) == [.noWatchesLeft(limit: 3)])
        #expect(site.troubles.first?.fix == "sudo sysctl fs.inotify.max_user_watches=524288")
        for name in Self.files.keys { try site.write("new", to: name) }
        #expect(site.told() == Self.files.keys.map { "*" + $0 }.sorted())
        try site.write("more", to: "two/three/four/e.css")
        try site.directory.remove("site/one")
        #expect(site.told() == ["+two/three/four/e.css", "-one/b.css"])
        #expect(site.troubles.count == 1)
    }

    @Test func watchesThatAreFreeAgainAreTaken() throws {
        var options = WatchOptions()
        options.maxWatches = 3
        let site = try WatchedSite(Self.files, options: options)
        #expect(!site.engine.polling.isEmpty)
        site.allowWatches()
        site.pass(.seconds(11))
        #expect(site.engine.polling.isEmpty)
        try site.write("new", to: "two/three/d.css")
        #expect(site.told(after: .milliseconds(15)) == ["*two/three/d.css"])
        #expect(site.engine.due(at: site.now) == nil)
    }

    @Test func allIsPolledWhereNobodyTells() throws {
        var options = WatchOptions()
        options.pollsOnly = true
        let site = try WatchedSite(Self.files, options: options)
        site.pass(.seconds(1))
        try site.write("new", to: "two/three/d.css")
        try site.directory.remove("site/one")
        #expect(site.told() == ["*two/three/d.css", "-one/b.css"])
        try FileSystem.touch(site.path + "/a.css")
        #expect(site.told() == [])
        try site.directory.remove("site")
        #expect(site.told() == ["-a.css", "-two/c.css", "-two/three/d.css"])
        try site.write("back", to: "a.css")
        #expect(site.told() == ["+a.css"])
    }

    @Test func silentFileSystemIsPolledAndSaid() throws {
        var options = WatchOptions()
        options.fileSystem = { $0 == [] ? .silent(name: "9p") : .telling }
        let site = try WatchedSite(Self.files, options: options)
        #expect(site.troubles == [WatchTrouble(cause: .silentFileSystem(name: "9p"), segments: [])])
        #expect(!site.engine.polling.isEmpty)
        // As when another machine writes.
        site.deafen()
        try site.write("new", to: "two/three/d.css")
        #expect(site.told() == ["*two/three/d.css"])
    }

    @Test func doubtfulFileSystemIsTried() throws {
        var options = WatchOptions()
        options.fileSystem = { _ in .doubtful(name: "overlay") }
        let site = try WatchedSite(Self.files, options: options)
        #expect(site.troubles.isEmpty)
        #expect(site.engine.polling.isEmpty)
        #expect(try FileSystem.names(in: site.path) == ["a.css", "one", "two"])
        #expect(site.told() == [])
    }

    @Test func lostEventsAreMadeUpFor() throws {
        let site = try WatchedSite(Self.files)
        site.pass(.seconds(1))
        try site.write("new", to: "two/three/d.css")
        try site.write("x", to: "new/x.css")
        try site.directory.remove("site/one")
        site.loseEvents()
        #expect(site.told() == ["*two/three/d.css", "+new/x.css", "-one/b.css"])
        #expect(site.troubles == [WatchTrouble(cause: .overflow, segments: [])])
        #expect(site.touched.contains(""))
        try site.write("y", to: "new/x.css")
        #expect(site.told() == ["*new/x.css"])
        site.loseEvents()
        #expect(site.told() == [])
        #expect(site.troubles.count == 1)
    }

    @Test func nothingIsDueAtRest() throws {
        let site = try WatchedSite(Self.files)
        try site.write("new", to: "a.css")
        site.pass(.seconds(3))
        #expect(site.engine.due(at: site.now) == nil)
    }

    @Test func looksTakeAtMostATwentiethOfTheTime() throws {
        var source = PollingSource()
        for number in UInt32(0)..<20 { source.watch(DirectoryID(number: number)) }
        var now = NIODeadline.uptimeNanoseconds(1_000_000_000)
        #expect(source.events(at: now).count == 16)
        source.tookTime(.milliseconds(80), at: now)
        #expect(source.due.map { $0 <= now } == true)
        #expect(source.events(at: now).count == 4)
        now = now + .milliseconds(100)
        source.tookTime(.milliseconds(20), at: now)
        #expect(source.due == now + .milliseconds(1900))
    }

    @Test func roundEndsWhenWhatIsLeftOfItIsGone() {
        var source = PollingSource()
        for number in UInt32(0)..<20 { source.watch(DirectoryID(number: number)) }
        let now = NIODeadline.uptimeNanoseconds(1_000_000_000)
        #expect(source.events(at: now).count == 16)
        source.tookTime(.milliseconds(80), at: now)
        for number in UInt32(16)..<20 { source.unwatch(DirectoryID(number: number)) }
        #expect(source.events(at: now).isEmpty)
        #expect(source.due == now + .milliseconds(1520))
        #expect(source.events(at: now + .seconds(2)).count == 16)
    }

    @Test func whatWasSeenIsLookedAtAgainWhenEventsAreLost() {
        var dirty = DirtyNames()
        let place = Place(directory: .root, name: FileName("a"))
        let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
        dirty.noted(place, .whole, at: start)
        dirty.wasFound(place, .deleted, at: start + .seconds(1))
        dirty.doubtAll(at: start + .seconds(1))
        #expect(dirty.takeReady(at: start + .seconds(1)).isEmpty)
        #expect(dirty.due(at: start + .seconds(2), count: 1) == [place])
    }
}
