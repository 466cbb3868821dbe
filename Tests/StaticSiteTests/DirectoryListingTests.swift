import Foundation
import Testing

@testable import StaticSite

struct DirectoryListingTests {
    let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
    }

    private func listing(_ target: String = "/") throws -> DirectoryListing {
        let (root, path) = (try SiteRoot(path: sandbox.root), try RequestPath(target: target))
        return try root.listing(of: root.look(at: path.segments), path: path)
    }

    private func names(_ target: String = "/") throws -> [String] {
        try listing(target).entries.map { $0.name + ($0.isDirectory ? "/" : "") }
    }

    @Test func directoriesComeFirstThenNamesAsPeopleSortThem() throws {
        for name in ["b10.txt", "b9.txt", "A.txt", "z/x", "dir/x"] { try sandbox.write(name, "") }
        #expect(try names() == ["dir/", "z/", "A.txt", "b9.txt", "b10.txt"])
        #expect(try names("/dir/") == ["x"])
        #expect(try listing("/dir/").path.display == "/dir/")
    }

    @Test func entryTellsSizeAndTime() throws {
        try sandbox.write("dir/a.txt", "12345")
        let when = Date(timeIntervalSince1970: 1_700_000_000)
        for name in ["/dir/a.txt", "/dir"] {
            try FileManager.default.setAttributes([.modificationDate: when], ofItemAtPath: sandbox.root + name)
        }
        let time = FileTime(seconds: 1_700_000_000)
        #expect(try listing("/dir/").entries == [.init(name: "a.txt", isDirectory: false, bytes: 5, modified: time)])
        #expect(try listing().entries == [.init(name: "dir", isDirectory: true, bytes: 0, modified: time)])
    }

    @Test func whatCannotBeAskedForIsAbsent() throws {
        try sandbox.write("seen", "")
        for name in [".env", ".git/config", ".well-known/w", "a\nb", "a\u{7F}", "a\\b", "dir/.hidden"] {
            try sandbox.write(name, "")
        }
        try sandbox.fifo("fifo")
        let broken = (Array((sandbox.root + "/a").utf8) + [0xFF, 0]).map(CChar.init(bitPattern:))
        let file = open(broken, O_CREAT, 0o644)
        try #require(file >= 0)
        close(file)
        #expect(try names() == ["dir/", "seen"])
        #expect(try names("/dir/") == [])
    }

    @Test(arguments: ["100%", "a#b", "a?b", "\"'", "<script>", "😀", "中文", "javascript:alert(1)", " ", "e\u{301}"])
    func everythingListedCanBeAskedFor(_ name: String) throws {
        try sandbox.write("dir/" + name, "found")
        #expect(try names("/dir/") == [name])
        #expect(try sandbox.content("/dir/" + RequestPath.encoded(name)) == "found")
    }

    @Test func linkIsWhatItLeadsTo() throws {
        try sandbox.write("../beside.txt", Sandbox.secret)
        try sandbox.write(".env", Sandbox.secret)
        try sandbox.write("dir/a.txt", "12345")
        for (name, target) in [
            ("file", "dir/a.txt"), ("folder", "dir"), ("out", "../beside.txt"), ("absolute", "/etc/passwd"),
            ("hidden", ".env"), ("dangling", "missing"), ("circle", "circle"), ("up", "../.."),
        ] {
            try sandbox.link(name, to: target)
        }
        try sandbox.link("dir/up", to: "../dir/a.txt")
        #expect(try names() == ["dir/", "folder/", "file"])
        #expect(try listing().entries.last?.bytes == 5)
        #expect(try names("/dir/") == ["a.txt", "up"])
        #expect(try names("/folder/") == ["a.txt", "up"])
    }

    @Test func listingIsReadAnewEachTime() throws {
        let (root, path) = (try SiteRoot(path: sandbox.root), try RequestPath(target: "/"))
        let looked = try root.look(at: [])
        #expect(try root.listing(of: looked, path: path).entries.isEmpty)
        try sandbox.write("a", "")
        for _ in 0..<2 { #expect(try root.listing(of: looked, path: path).entries.map(\.name) == ["a"]) }
    }

    @Test func manyNamesAreCutShortAndThatIsSaid() throws {
        for number in 0..<DirectoryListing.maxEntries { try sandbox.write("\(number)", "") }
        let all = try listing()
        #expect(all.entries.count == DirectoryListing.maxEntries && !all.isTruncated)
        try sandbox.write(".hidden", "")
        #expect(try !listing().isTruncated)
        try sandbox.write("more", "")
        let some = try listing()
        #expect(some.entries.count == DirectoryListing.maxEntries && some.isTruncated)
    }

    /// `.` and `..` are names too.
    @Test(arguments: [(0, 0, true), (4, 4, true), (5, 5, false), (6, 5, false)])
    func noMoreNamesAreReadThanAllowed(_ most: Int, _ count: Int, _ isCutShort: Bool) throws {
        for name in ["a", ".b", "c"] { try sandbox.write(name, "") }
        var names = try SiteRoot(path: sandbox.root).look(at: []).names(atMost: most)
        var read = 0
        while try names.next() != nil { read += 1 }
        #expect(read == count)
        #expect(names.isCutShort == isCutShort)
    }

    @Test(.enabled(if: geteuid() != 0, "root may read every directory"))
    func closedDirectoryIsForbidden() throws {
        try sandbox.directory("closed")
        try #require(chmod(sandbox.root + "/closed", 0o311) == 0)
        #expect(throws: SiteError.forbidden) { try listing("/closed/") }
    }

    @Test func fileIsNoDirectory() throws {
        try sandbox.write("a", "")
        #expect(throws: SiteError.notFound) { try listing("/a") }
    }
}
