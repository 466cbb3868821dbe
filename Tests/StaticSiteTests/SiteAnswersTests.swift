import HTTPTypes
import NIOCore
import StaticSite
import Testing

struct SiteAnswersTests {
    let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write("index.html", "home")
        try sandbox.write("a.txt", "a")
        try sandbox.write("dir/index.html", "dir")
        try sandbox.write("dir/b.css", "b")
        try sandbox.directory("bare")
        try sandbox.directory("strange/index.html")
        try sandbox.write("docs/中文 100%.txt", "escaped")
        try sandbox.write("docs/what?.txt", "question")
        try sandbox.write("docs/😀.txt", "smile")
        try sandbox.write("docs/\"it's\".txt", "quote")
        try sandbox.write(".well-known/security.txt", "contact")
        try sandbox.write(".env", Sandbox.secret)
    }

    @Test(arguments: [
        ("/", "home"), ("/?q", "home"), ("/index.html", "home"), ("/a.txt?v=1", "a"), ("/dir/", "dir"),
        ("/dir/b.css", "b"), ("/docs/%E4%B8%AD%E6%96%87%20100%25.txt", "escaped"), ("/docs/what%3F.txt", "question"),
        ("/docs/%F0%9F%98%80.txt", "smile"), ("/docs/%22it's%22.txt", "quote"),
        ("/.well-known/security.txt", "contact"),
    ])
    func pathGetsTheBytesOfItsFile(_ target: String, _ content: String) throws {
        let response = try sandbox.response(target)
        #expect(response.status == .ok)
        #expect(response.content == content)
        #expect(response.fields[.cacheControl] == "no-cache")
    }

    @Test(arguments: [
        ("/dir", "/dir/"), ("/dir?q=1/../x", "/dir/?q=1/../x"), ("/%64ir?", "/dir/?"), ("/bare", "/bare/"),
        ("/docs?%E4", "/docs/?%E4"), ("/.well-known", "/.well-known/"),
    ])
    func directoryWithoutSlashIsRedirected(_ target: String, _ location: String) throws {
        let response = try sandbox.response(target)
        #expect(response.status == .movedPermanently)
        #expect(response.fields[.location] == location)
        #expect(response.body.length == 0)
    }

    @Test(arguments: [
        "/missing", "/missing/", "/dir/missing", "/a.txt/", "/a.txt/x", "/index.html/",
        "/A.TXT", "/a.txt%20", "/docs/what", "/" + String(repeating: "n", count: 256),
        "/" + String(repeating: "deep/", count: 1200),
    ])
    func whatIsNotThereIsNotFound(_ target: String) {
        #expect(throws: SiteError.notFound) { try sandbox.response(target) }
    }

    @Test(arguments: ["/bare/", "/strange/"])
    func directoryWithoutIndexIsSaidToBeOne(_ target: String) {
        #expect(throws: SiteError.noIndex) { try sandbox.response(target) }
    }

    @Test(.timeLimit(.minutes(1)))
    func fifoIsNotFoundAndNobodyWaitsForItsWriter() throws {
        try sandbox.fifo("pipe")
        try sandbox.link("to-pipe", to: "pipe")
        for target in ["/pipe", "/to-pipe", "/pipe/"] {
            #expect(throws: SiteError.notFound) { try sandbox.response(target) }
        }
    }

    @Test(arguments: ["/null", "/zero", "/tty", "/full"])
    func deviceIsNotFound(_ target: String) throws {
        let devices = Site(root: try SiteRoot(path: "/dev"), sniffer: MagicSniffer())
        #expect(throws: SiteError.notFound) { try devices.response(to: RequestPath(target: target)) }
    }

    @Test func rootThatIsNoDirectoryIsRefused() throws {
        #expect(throws: SiteError.notFound) { try SiteRoot(path: sandbox.root + "/a.txt") }
        #expect(throws: SiteError.notFound) { try SiteRoot(path: sandbox.root + "/missing") }
    }

    @Test func rootMayItselfBeALink() throws {
        try sandbox.link("../alias", to: "site")
        let site = Site(root: try SiteRoot(path: sandbox.outside + "/alias"), sniffer: MagicSniffer())
        #expect(try site.response(to: RequestPath(target: "/a.txt")).content == "a")
    }

    @Test func changedFileIsReadAnew() throws {
        let site = try sandbox.site()
        let path = try RequestPath(target: "/a.txt")
        #expect(try site.response(to: path).content == "a")
        try sandbox.write("a.txt", "changed")
        #expect(try site.response(to: path).content == "changed")
    }
}
