import Globs
import NIOCore
import TestSupport
import Testing

@testable import LiveReload

/// Directories that come, go and change their names.
struct TreeTests {
    @Test func filesOfANewDirectoryAreFound() throws {
        let site = try WatchedSite()
        try site.write("1", to: "new/deep/a.css")
        try site.write("2", to: "new/b.css")
        #expect(site.toldBatches() == [["+new/b.css", "+new/deep/a.css"]])
        try site.write("3", to: "new/deep/a.css")
        #expect(site.told() == ["*new/deep/a.css"])
    }

    @Test func fiveHundredFilesAreOneBatch() throws {
        let files = Dictionary(uniqueKeysWithValues: (0..<500).map { ("d\($0 % 7)/f\($0).css", "old") })
        let site = try WatchedSite(files)
        for (count, name) in files.keys.enumerated() {
            try site.write("new", to: name)
            if count % 10 == 0 { site.pass(.milliseconds(1)) }
        }
        let batches = site.toldBatches()
        #expect(batches.map(\.count) == [500])
    }

    @Test func checkoutIsOneBatch() throws {
        let site = try WatchedSite(
            Dictionary(uniqueKeysWithValues: (0..<200).map { ("src/f\($0).js", "old") })
        )
        for count in 0..<200 {
            let path = site.path + "/src/f\(count).js"
            try FileSystem.remove(path)
            if count % 4 > 0 { try FileSystem.write("new", to: path) }
            if count % 4 == 2 { try site.write("more", to: "lib/g\(count).js") }
        }
        let batches = site.toldBatches()
        #expect(batches.map(\.count) == [250])
        #expect(batches.joined().filter { $0.hasPrefix("*") }.count == 150)
        #expect(batches.joined().filter { $0.hasPrefix("-") }.count == 50)
    }

    @Test func folderThatIsDeletedAndMadeAgainIsWhatDiffers() throws {
        let site = try WatchedSite(["dist/a.js": "a", "dist/sub/b.js": "b", "dist/c.js": "c"])
        try site.directory.remove("site/dist")
        site.pass(.milliseconds(50))
        try site.write("a", to: "dist/a.js")
        try site.write("new", to: "dist/sub/b.js")
        #expect(site.told() == ["*dist/sub/b.js", "-dist/c.js"])
        try site.write("later", to: "dist/sub/b.js")
        #expect(site.told() == ["*dist/sub/b.js"])
    }

    @Test func folderThatIsDeletedAndMadeAgainUnseenIsWatched() throws {
        let site = try WatchedSite(["dist/a.js": "a"])
        for count in 0..<5 {
            try site.directory.remove("site/dist")
            try site.write("\(count)", to: "dist/a.js")
        }
        #expect(site.told() == ["*dist/a.js"])
        try site.write("later", to: "dist/a.js")
        #expect(site.told() == ["*dist/a.js"])
    }

    @Test func movedDirectoryIsNewThereAndGoneHere() throws {
        let site = try WatchedSite(["one/a.css": "a", "one/deep/b.css": "b"])
        try FileSystem.rename(site.path + "/one", to: site.path + "/two")
        #expect(site.told() == ["+two/a.css", "+two/deep/b.css", "-one/a.css", "-one/deep/b.css"])
        try site.write("new", to: "two/deep/b.css")
        #expect(site.told() == ["*two/deep/b.css"])
    }

    @Test func directoriesThatChangePlacesAreKnown() throws {
        let site = try WatchedSite(["one/a.css": "1", "two/a.css": "2"])
        try FileSystem.rename(site.path + "/one", to: site.path + "/three")
        try FileSystem.rename(site.path + "/two", to: site.path + "/one")
        try FileSystem.rename(site.path + "/three", to: site.path + "/two")
        #expect(site.told() == ["*one/a.css", "*two/a.css"])
        try site.write("new", to: "one/a.css")
        #expect(site.told() == ["*one/a.css"])
    }

    @Test func rootThatIsDeletedAndMadeAgainIsWatched() throws {
        let site = try WatchedSite(["a.css": "a", "b/c.css": "c"])
        // As the server does.
        let held = try FileSystem.hold(site.path)
        defer { held.close() }
        try site.directory.remove("site")
        #expect(site.told() == ["-a.css", "-b/c.css"])
        try site.write("new", to: "b/c.css")
        #expect(site.told() == ["+b/c.css"])
        try site.write("newer", to: "b/c.css")
        #expect(site.told() == ["*b/c.css"])
    }

    @Test func rootThatIsExchangedIsWhatDiffers() throws {
        let site = try WatchedSite(["a.css": "a", "b.css": "b"])
        try site.directory.write("a", to: "next/a.css")
        try site.directory.write("new", to: "next/b.css")
        try FileSystem.rename(site.path, to: site.path + "-old")
        try FileSystem.rename(site.directory.path + "/next", to: site.path)
        #expect(site.told() == ["*b.css"])
        try site.write("new", to: "a.css")
        #expect(site.told() == ["*a.css"])
    }

    @Test(arguments: [
        ".git/index", ".hidden", "node_modules/x/index.js", "a.css~", ".a.css.swp", "a.swx", "#a#", ".#a", "4913",
        "__pycache__/x.pyc", "deep/.git/HEAD", "tmp/x.css", "deep/x.log",
    ])
    func ignoredNameIsNotTold(_ name: String) throws {
        var options = WatchOptions()
        options.ignored = IgnoreRules(additional: ["/tmp", "*.log"].compactMap { Glob($0) })
        let site = try WatchedSite(["a.css": "a"], options: options)
        try site.write("x", to: name)
        try site.write("y", to: name)
        try site.write("new", to: "a.css")
        #expect(site.told() == ["*a.css"])
        #expect(!site.touched.contains(name))
    }

    @Test(arguments: [".well-known/x.txt", "a.swpx", "~a", "a#", "notes4913", "my_node_modules/a.js", "日本/é.css"])
    func otherNameIsTold(_ name: String) throws {
        let site = try WatchedSite()
        try site.write("x", to: name)
        #expect(site.told() == ["+" + name])
    }

    @Test func whatIsNoFileIsNotOpened() throws {
        let site = try WatchedSite()
        try FileSystem.makeFIFO(site.path + "/pipe.css")
        try FileSystem.makeDirectory(site.path + "/dir.css")
        try site.write("x", to: "a.css")
        #expect(site.told() == ["+a.css"])
    }

    @Test func namesThatLookTheSameAreTwoFiles() throws {
        let site = try WatchedSite {
            try FileSystem.write("1", to: $0 + "/\u{E9}.css")
            try FileSystem.write("2", to: $0 + "/e\u{301}.css")
        }
        try FileSystem.write("new", to: site.path + "/e\u{301}.css")
        let told = site.told()
        #expect(told.map { Array($0.utf8) } == [Array("*e\u{301}.css".utf8)])
    }

    @Test func tooManyNamesAreSaidOnce() throws {
        var options = WatchOptions()
        options.maxNames = 3
        let site = try WatchedSite(["a": "", "b": "", "c": "", "d": "", "e": ""], options: options)
        try site.write("x", to: "f")
        _ = site.told()
        #expect(site.troubles == [WatchTrouble(cause: .tooManyNames(limit: 3), segments: [])])
    }

    @Test func tooDeepDirectoriesAreSaid() throws {
        var options = WatchOptions()
        options.maxDepth = 2
        let site = try WatchedSite(["1/2/a": "x", "1/2/3/b": "x"], options: options)
        #expect(site.troubles == [WatchTrouble(cause: .tooDeep(limit: 2), segments: ["1", "2"])])
        try site.write("new", to: "1/2/a")
        try site.write("new", to: "1/2/3/b")
        #expect(site.told() == ["*1/2/a"])
    }

    @Test func versionIsOfTheContent() throws {
        let site = try WatchedSite(["a/b.css": "a"])
        #expect(site.engine.knowledge(of: ["a", "b.css"]).version?.text == "ca978112ca1bbdca")
        for segments in [[], ["a"], ["a", "b"], ["b.css"], ["..", "site", "a", "b.css"]] {
            let knowledge = site.engine.knowledge(of: segments)
            #expect(knowledge.version == nil && knowledge.reading == nil)
        }
    }

    @Test(arguments: ["", "/one", "/one/two"])
    func directoryAboveThatIsExchangedIsNoticed(_ way: String) throws {
        let directory = try TemporaryDirectory()
        let (old, new) = (directory.path + "/proj", directory.path + "/new")
        try directory.write("a", to: "proj" + way + "/dist/a.css")
        try directory.write("other", to: "new" + way + "/dist/a.css")
        var engine = WatchEngine(root: old + way + "/dist", options: WatchOptions())
        var now = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
        try engine.begin(at: now)
        while engine.isStarting || engine.isReading { _ = engine.step(at: now) }
        func changes() -> [FileChange.Kind] {
            var kinds: [FileChange.Kind] = []
            for _ in 0..<300 {
                kinds += engine.step(at: now).changes.map(\.kind)
                now = now + .milliseconds(10)
            }
            return kinds
        }
        try FileSystem.rename(old, to: directory.path + "/old")
        try FileSystem.rename(new, to: old)
        #expect(changes() == [.modified])
        try directory.write("later", to: "proj" + way + "/dist/a.css")
        #expect(changes() == [.modified])
        try FileSystem.rename(old, to: directory.path + "/gone")
        #expect(changes() == [.deleted])
    }
}
