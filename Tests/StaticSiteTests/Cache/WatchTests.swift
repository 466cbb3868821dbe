import Foundation
import Testing

@testable import StaticSite

struct WatchTests {
    private let sandbox: Sandbox
    private let root: SiteRoot
    private let start = Watch.clock()

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write("dir/a.txt", "a")
        root = try SiteRoot(path: sandbox.root)
    }

    @Test func lookIsTrustedFor50MillisecondsAndThenRepeated() throws {
        let watch = Watch(["dir", "a.txt"], try root.version(of: ["dir", "a.txt"]), checked: start)
        try FileManager.default.removeItem(atPath: sandbox.root + "/dir/a.txt")
        #expect(watch.isTrusted(at: start + 49_999_999))
        #expect(watch.holds(in: root, at: start + 49_999_999))
        #expect(!watch.isTrusted(at: start + 50_000_000))
        #expect(!watch.holds(in: root, at: start + 50_000_000))
        #expect(!watch.holds(in: root, at: start + 50_000_001))
    }

    /// What a look relies on is older than the look.
    @Test func trustsDoNotAddUp() throws {
        let watch = Watch(["dir", "a.txt"], try root.version(of: ["dir", "a.txt"]), checked: start)
        let relied = root.moment
        #expect(watch.holds(in: root, at: start + 1000 * Watch.trust))
        #expect(!watch.isTrusted(at: max(relied, root.moment) + Watch.trust))
    }

    @Test func momentBeforeTheLookIsTrusted() throws {
        let watch = Watch(["dir", "a.txt"], try root.version(of: ["dir", "a.txt"]), checked: start)
        #expect(watch.isTrusted(at: start - 1))
        #expect(watch.isTrusted(at: 0))
    }

    @Test func nameThatWasNotThereIsWatched() throws {
        let watch = Watch(["dir", "b.txt"], nil, checked: start)
        #expect(watch.holds(in: root, at: start + Watch.trust))
        try sandbox.write("dir/b.txt", "b")
        #expect(!watch.holds(in: root, at: start + 2 * Watch.trust))
    }

    /// The directory's own watch is trusted, so that only the look into it can tell.
    @Test func nameInAWatchedDirectoryIsLookedAtThere() throws {
        let directory = try directoryWatch(checked: start + Watch.trust)
        let watch = Watch(["dir", "a.txt"], try root.version(of: ["dir", "a.txt"]), in: directory, checked: start)
        #expect(watch.holds(in: root, at: start + Watch.trust))
        try sandbox.write("dir/a.txt", "b")
        #expect(!watch.holds(in: root, at: start + 2 * Watch.trust))
    }

    @Test func nameInADirectoryThatIsElsewhereNowDoesNotHold() throws {
        let directory = try directoryWatch(checked: start)
        let watch = Watch(["dir", "a.txt"], try root.version(of: ["dir", "a.txt"]), in: directory, checked: start)
        try move("dir", to: "away")
        #expect(!watch.holds(in: root, at: start + Watch.trust))
        try sandbox.link("dir", to: "../site/away")
        #expect(!watch.holds(in: root, at: start + Watch.trust))
    }

    /// Its own state says nothing about what it leads to.
    @Test func linkIsFollowedThoughItsDirectoryIsWatched() throws {
        try sandbox.link("dir/link", to: "../b.txt")
        try sandbox.write("b.txt", "b")
        let directory = try directoryWatch(checked: start)
        let watch = Watch(["dir", "link"], try root.version(of: ["dir", "link"]), in: directory, checked: start)
        #expect(watch.holds(in: root, at: start + Watch.trust))
        try sandbox.write("b.txt", "c")
        #expect(!watch.holds(in: root, at: start + 2 * Watch.trust))
    }

    @Test func directoryThatChangedLatelyIsNotWatched() throws {
        try sandbox.directory("new")
        #expect(DirectoryWatches(root: root).watch(of: ["new"]) == nil)
    }

    @Test func directoryIsWatchedOnceAndSoManyAtMost() async throws {
        for number in 0..<4 { try sandbox.directory("\(number)") }
        try await Task.sleep(for: .milliseconds(2100))
        let watches = DirectoryWatches(root: root, maxWatches: 3)
        let first = try #require(watches.watch(of: ["0"]))
        #expect(watches.watch(of: ["0"]) === first)
        #expect(watches.watch(of: ["1"]) != nil)
        #expect(watches.watch(of: []) != nil)
        #expect(watches.watch(of: ["2"]) == nil)
        #expect(watches.watch(of: ["missing"]) == nil)
        #expect(watches.watch(of: ["0"]) === first)
    }

    private func directoryWatch(checked: UInt64) throws -> Watch {
        let looked = try root.look(at: ["dir"])
        return Watch(directory: looked, ["dir"], try looked.status().version, checked: checked)
    }

    private func move(_ from: String, to: String) throws {
        try FileManager.default.moveItem(atPath: sandbox.root + "/" + from, toPath: sandbox.root + "/" + to)
    }
}
