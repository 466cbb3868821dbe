import Foundation
import StaticSite
import TestSupport
import Testing
import WebDemoServer

/// Directories, and the pages that are sent where a path names no file.
struct LiveDirectoryTests {
    private static let navigation = [("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")]

    @Test(arguments: [
        ("/about", 200, "about"), ("/about?x=1", 200, "about"), ("/about.html", 200, "about"), ("/about/", 404, nil),
        ("/both", 200, "page"), ("/both/", 200, "folder"), ("/folder", 301, nil), ("/a%20b", 200, "blank"),
        ("/missing", 404, nil), ("/index", 200, LiveSite.index), ("/about.htm", 404, nil),
        ("/folder/deep", 200, "deep"),
        ("/outside", 404, nil),
    ])
    func pageIsFoundWithoutItsEnding(target: String, status: Int, content: String?) async throws {
        try await withLiveSite({ $0.site.cleanURLs = true }) { site in
            for (name, content) in [
                ("about.html", "about"), ("both.html", "page"), ("both/index.html", "folder"),
                ("folder/deep.html", "deep"), ("a b.html", "blank"),
            ] { try site.directory.write(content, to: name) }
            try site.directory.parent?.write("SECRET", to: "secret.html")
            try site.directory.link("outside.html", to: "../secret.html")
            // From the disk and, the second time, from memory.
            for _ in 0..<2 {
                let reply = try site.request(target)
                #expect(reply.status == status)
                if let content { #expect(reply.text == content) }
                pause(.milliseconds(30))
            }
        }
    }

    @Test func pageIsNotFoundWithoutItsEndingUnlessThatIsWanted() async throws {
        try await withLiveSite { site in
            try site.directory.write("about", to: "about.html")
            try #expect(site.request("/about").status == 404)
        }
    }

    @Test(arguments: [
        ("/some/route", "text/html,*/*;q=0.8", nil, 200), ("/some/route/", "text/html", "navigate", 200),
        ("/route?x=1", "text/html", nil, 200), ("/bare/", "text/html", nil, 200),
        ("/photo.png", "image/png,*/*", nil, 404), ("/some/route", "text/html;q=0", nil, 404),
        ("/photo.png", "text/html", "no-cors", 404), ("/some/route", "*/*", nil, 404), ("/some/route", nil, nil, 404),
        ("/api", "application/json", "cors", 404), ("/app.js", "*/*", "no-cors", 200), ("/../x", "text/html", nil, 404),
        ("/.env", "text/html", nil, 404),
    ])
    func onePageAppAnswersNavigation(target: String, accept: String?, mode: String?, status: Int) async throws {
        let fallback = try RequestPath(target: "/index.html")
        try await withLiveSite({ $0.site.fallback = fallback }) { site in
            try site.directory.write("script", to: "app.js")
            try site.directory.write("other", to: "bare/other.txt")
            let fields = [("Accept", accept), ("Sec-Fetch-Mode", mode)].compactMap { name, value in
                value.map { (name: name, value: $0) }
            }
            let reply = try site.request(target, fields)
            #expect(reply.status == status)
            guard status == 200 else { return }
            let isFallback = target != "/app.js"
            #expect(reply.text == (isFallback ? LiveSite.index : "script"))
            #expect(reply["Vary"]?.contains("Accept, Sec-Fetch-Mode") ?? false == isFallback)
        }
    }

    /// What was sent instead of a page must not be taken for it.
    @Test func pageThatComesLaterIsSentInsteadOfTheFallback() async throws {
        let fallback = try RequestPath(target: "/app.html")
        try await withLiveSite({ $0.site.fallback = fallback }) { site in
            try site.directory.write("app", to: "app.html")
            try site.directory.remove("index.html")
            pause(.milliseconds(100))
            for _ in 0..<2 {
                try #expect(site.request("/", Self.navigation).text == "app")
                try #expect(site.request("/").status == 404)
            }
            try site.directory.write("index", to: "index.html")
            pause(.milliseconds(100))
            try #expect(site.request("/", Self.navigation).text == "index")
            try #expect(site.request("/").text == "index")
        }
    }

    // MARK: Pages for errors

    @Test func pageForWhatIsNotFoundFollowsItsFile() async throws {
        try await withLiveSite { site in
            try #expect(!site.request("/missing").text.contains("own"))
            for content in ["own, one", "own, two", String(repeating: "own, and large ", count: 40_000)] {
                try site.directory.write(content, to: "404.html")
                for wait in [100, 0, 30, 60] {
                    pause(.milliseconds(wait))
                    let reply = try site.request("/missing", [("Accept", "*/*"), ("Accept-Encoding", "gzip")])
                    #expect(reply.status == 404)
                    #expect(reply["Content-Type"] == "text/html")
                    #expect(reply["Cache-Control"] == "no-cache")
                    let isSame = reply.text == content
                    #expect(isSame)
                    let head = try site.request("/.hidden", method: "HEAD")
                    #expect(head["Content-Length"] == "\(content.utf8.count)")
                }
            }
            try site.directory.remove("404.html")
            pause(.milliseconds(100))
            let reply = try site.request("/missing")
            #expect(reply.status == 404)
            #expect(!reply.text.contains("own"))
        }
    }

    @Test(arguments: ["pipe", "folder", "outside", "absolute", "loop"])
    func pageThatIsNoFileOfTheSiteIsNotSent(kind: String) async throws {
        try await withLiveSite { site in
            let page = site.directory.url.appending(path: "404.html").path
            try site.directory.parent?.write("SECRET", to: "secret.html")
            switch kind {
            case "pipe": try #require(mkfifo(page, 0o600) == 0)
            case "folder": try site.directory.write("x", to: "404.html/index.html")
            case "outside": try site.directory.link("404.html", to: "../secret.html")
            case "absolute": try site.directory.link("404.html", to: site.directory.path + "/index.html")
            default: try site.directory.link("404.html", to: "404.html")
            }
            for _ in 0..<20 {
                let reply = try site.request("/missing")
                #expect(reply.status == 404)
                #expect(reply.text.hasPrefix("404 Not Found"))
            }
        }
    }

    /// With nothing kept in memory too.
    @Test func pageIsSentFromTheDisk() async throws {
        try await withLiveSite({ $0.site.maxCachedFileBytes = 0 }) { site in
            try site.directory.write("own", to: "404.html")
            let reply = try site.request("/missing")
            #expect(reply.status == 404)
            #expect(reply.text == "own")
        }
    }

    // MARK: Listings

    @Test(arguments: [
        ("text/html", "text/html; charset=utf-8"), ("application/json", "application/json"),
        ("*/*", "text/plain; charset=utf-8"), (nil, "text/plain; charset=utf-8"),
    ])
    func listingHasThreeForms(accept: String?, type: String) async throws {
        let templates = try TemporaryDirectory()
        try templates.write("<ul>{{#entries}}<li>{{name}}{{/entries}}", to: "listing.mustache")
        let path = templates.path
        try await withLiveSite({
            $0.site.showsListings = true
            $0.templates = path
        }) { site in
            try site.directory.write("1", to: "folder/<b> & 'c'.txt")
            try site.directory.write("2", to: "folder/.hidden")
            try site.directory.link("folder/out", to: "../..")
            let reply = try site.request("/folder/", accept.map { [("Accept", $0)] } ?? [])
            #expect(reply.status == 200)
            #expect(reply["Content-Type"] == type)
            #expect(reply["Vary"] == "Accept")
            #expect(reply["Cache-Control"] == "no-cache")
            #expect(!reply.text.contains("hidden") && !reply.text.contains("out"))
            #expect(!type.contains("html") || !reply.text.contains("<b>"))
            try #expect(site.request("/folder?q=%22").fields.contains { $0 == ("Location", "/folder/?q=%22") })
        }
    }

    @Test func directoryIsNotListedUnlessThatIsWanted() async throws {
        try await withLiveSite { site in
            try site.directory.write("1", to: "folder/name.txt")
            let reply = try site.request("/folder/", Self.navigation)
            #expect(reply.status == 404)
            #expect(!reply.text.contains("name.txt"))
        }
    }
}
