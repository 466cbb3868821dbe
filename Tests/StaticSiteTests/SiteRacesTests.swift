import Foundation
import StaticSite
import Synchronization
import Testing

/// Names change what they stand for while they are asked for; the answer may be old, new or none, never from outside.
struct SiteRacesTests {
    @Test(.timeLimit(.minutes(2)))
    func linkExchangedMeanwhileBringsNoSecret() throws {
        let sandbox = try Sandbox()
        try sandbox.write("public/file.txt", "public")
        try sandbox.write("../vault/file.txt", Sandbox.secret)
        let root = sandbox.root
        try requests(["/door/file.txt", "/door/"], to: sandbox) {
            for target in ["public", "../vault", root + "/../vault"] {
                unlink(root + "/next")
                symlink(target, root + "/next")
                rename(root + "/next", root + "/door")
            }
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func directoryThatBecomesALinkMeanwhileBringsNoSecret() throws {
        let sandbox = try Sandbox()
        try sandbox.write("door/file.txt", "public")
        try sandbox.write("../vault/file.txt", Sandbox.secret)
        try sandbox.link("way", to: "door/file.txt")
        let root = sandbox.root
        try requests(["/door/file.txt", "/way"], to: sandbox) {
            rename(root + "/door", root + "/kept")
            symlink("../vault", root + "/door")
            unlink(root + "/door")
            rename(root + "/kept", root + "/door")
        }
    }

    /// Between the look whether a name is a link and the look at what it names.
    @Test(.timeLimit(.minutes(2)))
    func fileThatBecomesALinkMeanwhileBringsNoSecret() throws {
        let sandbox = try Sandbox()
        try sandbox.write("file.txt", "public")
        try sandbox.write("../vault/file.txt", Sandbox.secret)
        try sandbox.link("way", to: ".")
        let root = sandbox.root
        try requests(["/way/door.txt"], to: sandbox) {
            for isFile in [true, false] {
                if isFile {
                    link(root + "/file.txt", root + "/next")
                } else {
                    symlink("../vault/file.txt", root + "/next")
                }
                rename(root + "/next", root + "/door.txt")
                unlink(root + "/next")
            }
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func directoryMovedAwayMeanwhileIsNoWayUp() throws {
        let sandbox = try Sandbox()
        try sandbox.write("a/b/c/file.txt", "public")
        try sandbox.write("a/file.txt", "public")
        try sandbox.write("../file.txt", Sandbox.secret)
        try sandbox.link("a/b/c/up", to: "../../file.txt")
        let root = sandbox.root
        try requests(["/a/b/c/up", "/a/b/c/file.txt"], to: sandbox) {
            rename(root + "/a/b/c", root + "/c")
            rename(root + "/c", root + "/a/b/c")
        }
    }

    /// 5,000 requests while another thread exchanges names, and more until that thread has had its turns as well.
    private func requests(
        _ targets: [String],
        to sandbox: Sandbox,
        while exchange: @escaping @Sendable () -> Void
    ) throws {
        let site = try sandbox.site()
        let paths = targets.compactMap { try? RequestPath(target: $0) }
        let isOver = Atomic(false)
        let turns = Atomic(0)
        var answers = 0
        let ended = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            while !isOver.load(ordering: .relaxed) {
                exchange()
                turns.add(1, ordering: .relaxed)
            }
            ended.signal()
        }
        for number in 0..<5_000_000 {
            if number >= 5000, answers > 0, turns.load(ordering: .relaxed) > 100 { break }
            guard let response = try? site.response(to: paths[number % paths.count]) else { continue }
            #expect(!response.content.contains(Sandbox.secret))
            if response.content == "public" { answers += 1 }
        }
        isOver.store(true, ordering: .relaxed)
        ended.wait()
        #expect(turns.load(ordering: .relaxed) > 100)
        #expect(answers > 0)
    }
}
