import LiveReload
import NIOCore
import StaticSite
import Testing

@testable import WebDemoServer

struct PageDocumentTests {
    enum Kind: CaseIterable {
        case plain, clean, spa, listing

        var options: SiteOptions {
            get throws {
                var options = SiteOptions()
                options.cleanURLs = self == .clean
                options.showsListings = self == .listing
                if self == .spa { options.fallback = try RequestPath(target: "/app/index.html") }
                return options
            }
        }
    }

    @Test(
        arguments: [
            (.plain, "/", ["index.html", "404.html"]),
            (.plain, "/?a/b", ["index.html", "404.html"]),
            (.plain, "/a.html?x", ["a.html", "404.html"]),
            (.plain, "/a%20b/", ["a b/index.html", "404.html"]),
            (.plain, "/about", ["about", "404.html"]),
            (.clean, "/about", ["about", "about.html", "404.html"]),
            (.clean, "/docs/about", ["docs/about", "docs/about.html", "404.html"]),
            (.clean, "/about/", ["about/index.html", "404.html"]),
            (.spa, "/user/7", ["user/7", "app/index.html", "404.html"]),
            (.spa, "/user/", ["user/index.html", "app/index.html", "404.html"]),
            (.listing, "/docs/", ["docs/index.html"]),
            (.listing, "/docs/a.html", ["docs/a.html", "404.html"]),
        ] as [(Kind, String, [String])]
    )
    func firstFileThatIsThereIsTheDocument(_ kind: Kind, _ url: String, _ files: [String]) throws {
        let document = try #require(PageDocument(url: url, options: kind.options))
        #expect(document.candidates.map { $0.joined(separator: "/") } == files)
    }

    @Test(arguments: ["", "a", "http://a/", "/%zz", "/a/../b", "//a", "/.env", "/a\\b", "/%00", "?"])
    func whatIsNoAddressHereHasNoDocument(_ url: String) throws {
        for kind in Kind.allCases { #expect(try PageDocument(url: url, options: kind.options) == nil) }
    }

    @Test(
        arguments: [
            (.plain, "/", ["index.html"], "index.html", true),
            (.plain, "/", [], "index.html", true),
            (.plain, "/", ["index.html"], "404.html", false),
            (.plain, "/", [], "404.html", true),
            (.plain, "/", ["index.html"], "a.css", false),
            (.plain, "/", ["index.html"], "docs/index.html", false),
            (.clean, "/about", ["about.html"], "about.html", true),
            (.clean, "/about", ["about.html"], "about", true),
            (.clean, "/about", ["about", "about.html"], "about.html", false),
            (.clean, "/about", ["about.html"], "404.html", false),
            (.spa, "/user/7", ["app/index.html"], "app/index.html", true),
            (.spa, "/user/7", ["user/7", "app/index.html"], "app/index.html", false),
            (.spa, "/user/7", ["app/index.html"], "404.html", false),
            (.spa, "/user/7", ["app/index.html"], "user/7", true),
            (.listing, "/docs/", [], "docs/a.txt", true),
            (.listing, "/docs/", ["docs/index.html"], "docs/a.txt", false),
            (.listing, "/docs/", [], "docs/sub/a.txt", false),
            (.listing, "/docs/", [], "a.txt", false),
            (.listing, "/docs/", [], "docs/index.html", true),
            (.listing, "/", [], "a.txt", true),
            (.plain, "/docs/", [], "docs/a.txt", false),
        ] as [(Kind, String, [String], String, Bool)]
    )
    func changeConcernsTheAddressThatItAnswers(
        _ kind: Kind,
        _ url: String,
        _ present: [String],
        _ changed: String,
        _ isConcerned: Bool
    ) throws {
        var document = try #require(PageDocument(url: url, options: kind.options))
        document.look { present.contains($0.joined(separator: "/")) }
        #expect(document.isConcerned(by: changed.split(separator: "/").map(String.init)) == isConcerned)
    }

    @Test func whatIsThereIsKnownFromChangesToo() throws {
        var document = try #require(PageDocument(url: "/a.html", options: SiteOptions()))
        document.look { $0 == ["404.html"] }
        #expect(document.isConcerned(by: ["404.html"]))
        document.note(.made(1, "a.html", .created))
        #expect(!document.isConcerned(by: ["404.html"]))
        document.note(.made(2, "a.html", .modified))
        #expect(!document.isConcerned(by: ["404.html"]))
        document.note(.made(3, "a.html", .deleted))
        #expect(document.isConcerned(by: ["404.html"]))
        document.note(.made(4, "other.html", .created))
        #expect(document.isConcerned(by: ["404.html"]))
    }
}

extension FileChange {
    static func made(_ sequence: UInt64, _ path: String, _ kind: Kind, _ version: String? = nil) -> FileChange {
        FileChange(
            sequence: sequence,
            segments: path.split(separator: "/").map(String.init),
            kind: kind,
            version: version.flatMap { ContentVersion($0) },
            savedAt: .now(),
            toldAt: .now()
        )
    }
}
