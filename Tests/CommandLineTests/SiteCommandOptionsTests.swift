import ArgumentParser
import HTTPTypes
import StaticSite
import Testing
import WebDemoServer

@testable import webdemo

struct SiteCommandOptionsTests {
    private static func site(_ arguments: [String]) throws -> SiteOptions {
        var options = ServerOptions(directory: "/")
        try SiteCommandOptions.parse(arguments).apply(to: &options)
        return options.site
    }

    private static func message(_ arguments: [String]) -> String? {
        do {
            _ = try SiteCommandOptions.parse(arguments)
            return nil
        } catch {
            return SiteCommandOptions.message(for: error)
        }
    }

    @Test func withoutOptionsEverythingIsAsItIs() throws {
        let (site, usual) = (try Self.site([]), SiteOptions())
        #expect(!site.showsListings && !site.cleanURLs)
        #expect(site.fallback == nil && site.allowedCrossOrigin == nil && site.fields.isEmpty)
        #expect(site.maxCachedBytes == usual.maxCachedBytes && usual.maxCachedBytes == 256 << 20)
        #expect(site.maxCachedFileBytes == usual.maxCachedFileBytes && usual.maxCachedFileBytes == 256 << 10)
        #expect(site.types.named(by: "a.html") == "text/html")
        #expect(site.cacheRules.value(for: ["a.html"]) == "no-cache")
    }

    @Test func everyOptionHasItsPlace() throws {
        let site = try Self.site([
            "--listing", "--clean-urls", "--spa", "app/index.html", "--type", "glsl=text/plain", "--type", "js=text/x",
            "--type", "js=Text/X-JS; charset=GBK", "--cache", "a.js=no-store", "--cache", "*.js= max-age=60 ",
            "--header", "X-One: 1", "--header", "Link: </a>; rel=x", "--header", "link: </b>", "--cors", "*",
            "--file-cache", "1MB", "--file-cache-max-file", "2KiB",
        ])
        #expect(site.showsListings && site.cleanURLs)
        #expect(site.fallback?.segments == ["app", "index.html"])
        #expect(site.types.named(by: "a.GLSL") == "text/plain")
        #expect(site.types.named(by: "a.js") == "text/x-js; charset=GBK")
        #expect(site.cacheRules.value(for: ["a.js"]) == "no-store")
        #expect(site.cacheRules.value(for: ["b.js"]) == "max-age=60")
        #expect(
            site.fields.map { "\($0.name.rawName): \($0.value)" } == ["X-One: 1", "Link: </a>; rel=x", "link: </b>"]
        )
        #expect(site.allowedCrossOrigin == "*")
        #expect(site.maxCachedBytes == 1_000_000 && site.maxCachedFileBytes == 2048)
    }

    @Test(arguments: ["0", "0B", "0MiB"])
    func fileCacheCanBeOff(_ zero: String) throws {
        let site = try Self.site(["--file-cache", zero, "--file-cache-max-file", zero])
        #expect(site.maxCachedBytes == 0 && site.maxCachedFileBytes == 0)
    }

    @Test(arguments: [
        ("index.html", ["index.html"]), ("/index.html", ["index.html"]),
        ("a b/50%/中?#.html", ["a b", "50%", "中?#.html"]),
        (".well-known/a", [".well-known", "a"]),
    ])
    func fallbackIsAFileOfTheSite(_ argument: String, _ segments: [String]) throws {
        let path = try #require(try Self.site(["--spa", argument]).fallback)
        #expect(path.segments == segments && !path.namesDirectory && path.query.isEmpty)
    }

    @Test(arguments: [
        ("HTTP://Dev.example:80", "http://dev.example"), ("null", "null"), ("https://a:5173", "https://a:5173"),
    ])
    func originIsAsBrowsersSendIt(_ argument: String, _ origin: String) throws {
        #expect(try Self.site(["--cors", argument]).allowedCrossOrigin == origin)
    }

    @Test(arguments: [
        ("--spa", "../index.html"), ("--spa", "a/../../b"), ("--spa", ".env"), ("--spa", "a/.git/config"),
        ("--spa", ""),
        ("--spa", "/"), ("--spa", "a/"), ("--spa", "//a"), ("--spa", "a//b"), ("--spa", "a\\b"), ("--spa", "a\nb"),
        ("--type", "js"), ("--type", "=text/plain"), ("--type", "js="), ("--type", "js=text"), ("--type", "js=text/"),
        ("--type", "js=/plain"), ("--type", "js=a/b/c"), ("--type", "js=text/plain;"), ("--type", "js=text/plain; a"),
        ("--type", "js=text/plain; a=b c"), ("--type", "js=text/pl ain"), ("--type", "js=text/plain\r\nX: y"),
        ("--type", "js=text/plain; a=\"\r\n\""), ("--type", "a/b=text/plain"), ("--type", "tar.gz=text/plain"),
        ("--type", ".=text/plain"), ("--type", "js=text/plain; a=\""), ("--type", "js=tëxt/plain"),
        ("--cache", "*.js"), ("--cache", "=no-store"), ("--cache", "*.js="), ("--cache", "*.js= "),
        ("--cache", "a//b=x"),
        ("--cache", "*.js=a\r\nX: y"), ("--cache", "*.js=a\u{0}"),
        ("--header", "X-One"), ("--header", ": 1"), ("--header", "X One: 1"), ("--header", "X-One : 1"),
        ("--header", "X-One: 1\r\nX-Two: 2"), ("--header", "X-One: 1\n"), ("--header", "X-One: a\u{0}b"),
        ("--header", "X\r\n: 1"), ("--header", "Ünï: 1"), ("--header", ":status: 200"),
        ("--cors", ""), ("--cors", "example.com"), ("--cors", "http://a/b"), ("--cors", "http://a,http://b"),
        ("--cors", "http://*.a"), ("--file-cache", "-1"), ("--file-cache", "x"), ("--file-cache-max-file", "2GiB"),
    ])
    func whatCannotBeMeantIsRefusedByName(_ option: String, _ argument: String) throws {
        let message = try #require(Self.message([option + "=" + argument]))
        #expect(message.contains(option))
    }

    @Test(arguments: [
        "Content-Length", "content-type", "Connection", "Transfer-Encoding", "DATE", "ETag", "Last-Modified", "Server",
        "Vary", "Content-Encoding", "Content-Range", "Accept-Ranges", "Location", "Upgrade", "Keep-Alive", "Trailer",
        "X-Content-Type-Options", "Sec-WebSocket-Accept", "Retry-After", "Allow",
    ])
    func fieldOfTheServerItselfIsRefused(_ name: String) {
        #expect(Self.message(["--header", "\(name): x"])?.contains("\(name) is written by the server itself.") == true)
    }

    @Test(arguments: [("Cache-Control", "--cache"), ("access-control-allow-origin", "--cors")])
    func fieldWithAnOptionOfItsOwnIsRefusedWithItsName(_ name: String, _ option: String) {
        #expect(Self.message(["--header", "\(name): x"])?.contains(option) == true)
    }
}
