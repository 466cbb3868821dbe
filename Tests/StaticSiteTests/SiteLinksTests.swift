import HTTPTypes
import StaticSite
import Testing

struct SiteLinksTests {
    let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write("a.txt", "a")
        try sandbox.write("dir/b.txt", "b")
        try sandbox.write("dir/index.html", "index")
        try sandbox.write("dir/deep/c.txt", "c")
        try sandbox.write(".hidden/h.txt", Sandbox.secret)
        try sandbox.write(".env", Sandbox.secret)
        try sandbox.write(".well-known/w.txt", "w")
        try sandbox.write("../beside.txt", Sandbox.secret)
        try sandbox.write("../site-beside/s.txt", Sandbox.secret)
    }

    @Test(arguments: [
        ("a.txt", "a"), ("./a.txt", "a"), ("dir/b.txt", "b"), ("dir//b.txt", "b"), ("dir/../a.txt", "a"),
        ("dir/deep/../b.txt", "b"), ("dir/deep/../../a.txt", "a"), (".well-known/w.txt", "w"),
    ])
    func relativeLinkInsideIsFollowed(_ target: String, _ content: String) throws {
        try sandbox.link("link", to: target)
        #expect(try sandbox.content("/link") == content)
    }

    @Test func linkToADirectoryIsADirectory() throws {
        try sandbox.link("link", to: "dir")
        try sandbox.link("dir/up", to: "..")
        #expect(try sandbox.response("/link?q").fields[.location] == "/link/?q")
        #expect(try sandbox.content("/link/") == "index")
        #expect(try sandbox.content("/link/deep/c.txt") == "c")
        #expect(try sandbox.content("/dir/up/dir/up/a.txt") == "a")
    }

    @Test func linkGoesOnFromWhereItStands() throws {
        try sandbox.link("dir/deep/link", to: "../b.txt")
        try sandbox.link("way", to: "dir/deep")
        #expect(try sandbox.content("/dir/deep/link") == "b")
        #expect(try sandbox.content("/way/link") == "b")
    }

    @Test(arguments: [
        "../beside.txt", "../../beside.txt", "../site-beside/s.txt", "dir/../../beside.txt", "dir/../../site/a.txt",
        "../site/a.txt", "..", "../..", "./..", "dir/deep/../../../beside.txt",
        "/", "/etc/passwd", "//etc/passwd", "/dev/zero", "/proc/self/environ", "/proc/self/root/etc/passwd",
    ])
    func linkThatLeavesTheRootIsNotFound(_ target: String) throws {
        try sandbox.link("link", to: target)
        for path in ["/link", "/link/", "/link/a.txt", "/link/etc/passwd", "/link/beside.txt"] {
            let isAbsolute = target.hasPrefix("/")
            #expect(throws: isAbsolute ? SiteError.absoluteLink(target) : .notFound, "\(path)") {
                try sandbox.response(path)
            }
        }
    }

    @Test func absoluteLinkIsRefusedEvenWhenItPointsInside() throws {
        try sandbox.link("link", to: sandbox.root + "/a.txt")
        try sandbox.link("link-dir", to: sandbox.root + "/dir")
        #expect(throws: SiteError.absoluteLink(sandbox.root + "/a.txt")) { try sandbox.response("/link") }
        #expect(throws: SiteError.absoluteLink(sandbox.root + "/dir")) { try sandbox.response("/link-dir/b.txt") }
    }

    @Test(arguments: [
        ".env", "./.env", ".hidden/h.txt", ".hidden", "dir/../.env", ".well-known/../.env", "dir/../.hidden/h.txt",
        "dir/.well-known/w.txt", ".hidden/../a.txt",
    ])
    func linkIntoWhatIsHiddenIsNotFound(_ target: String) throws {
        try sandbox.write("dir/.well-known/w.txt", Sandbox.secret)
        try sandbox.link("link", to: target)
        for path in ["/link", "/link/h.txt"] {
            #expect(throws: SiteError.notFound) { try sandbox.response(path) }
        }
    }

    @Test(arguments: ["missing", "missing/../a.txt", "a.txt/..", "a.txt/../a.txt", "a.txt/.", "a.txt/", "a.txt//"])
    func linkToNothingIsNotFound(_ target: String) throws {
        try sandbox.link("link", to: target)
        #expect(throws: SiteError.notFound) { try sandbox.response("/link") }
    }

    /// A mark that joins with the slash before or after it makes no slash part of a name.
    @Test(arguments: ["\u{600}/secret.txt", "\u{600}/\u{301}secret.txt", "out/\u{301}secret.txt"])
    func slashBesideAJoiningMarkStillSeparatesNames(_ target: String) throws {
        for name in ["secret.txt", "\u{301}secret.txt"] {
            try sandbox.write("../vault/" + name, Sandbox.secret)
        }
        for name in ["\u{600}", "out"] { try sandbox.link(name, to: sandbox.outside + "/vault") }
        try sandbox.link("link", to: target)
        #expect(throws: SiteError.absoluteLink(sandbox.outside + "/vault")) { try sandbox.response("/link") }
    }

    @Test func joiningMarkRevealsNoHiddenName() throws {
        try sandbox.write("dir\u{600}/.env", Sandbox.secret)
        try sandbox.link("link", to: "dir\u{600}/.env")
        #expect(throws: SiteError.notFound) { try sandbox.response("/link") }
    }

    @Test func chainOfLinksIsFollowedAsFarAsTheKernelWould() throws {
        try sandbox.link("l1", to: "a.txt")
        for number in 2...41 { try sandbox.link("l\(number)", to: "l\(number - 1)") }
        #expect(try sandbox.content("/l40") == "a")
        #expect(throws: SiteError.notFound) { try sandbox.response("/l41") }
    }

    @Test(.timeLimit(.minutes(1)))
    func circleOfLinksIsNotFound() throws {
        try sandbox.link("self", to: "self")
        try sandbox.link("ping", to: "pong")
        try sandbox.link("pong", to: "./ping")
        try sandbox.link("dir/down", to: "../dir/down/deep")
        for target in ["/self", "/ping", "/pong/", "/dir/down/x", "/self/self"] {
            #expect(throws: SiteError.notFound) { try sandbox.response(target) }
        }
    }
}
