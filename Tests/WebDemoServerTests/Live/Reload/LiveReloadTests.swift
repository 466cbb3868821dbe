import StaticSite
import TestSupport
import Testing
import WebDemoServer

/// What a page is told of, and what not.
struct LiveReloadTests {
    private static let files = ["a.css": "a", "b.css": "b", "last.css": "last"]

    @Test func pageIsToldOfWhatItUsesAlone() async throws {
        try await withReload(Self.files) { site in
            let page = try ReloadClient(site)
            let welcome = try page.hello(uses: ["/a.css?v=1", "/last.css", "/none.css"])
            #expect(welcome["panel"] == true && welcome["seq"] == 0 && welcome["boot"]?.string?.isEmpty == false)
            #expect(welcome["versions"]?["/a.css"]?.string?.utf8.count == 16)
            #expect(welcome["versions"]?["/"]?.string?.utf8.count == 16)
            #expect(welcome["versions"]?["/none.css"] == nil)
            try site.directory.write("b 2", to: "b.css")
            try site.directory.write("c", to: "c.css")
            try site.directory.write("a 2", to: "a.css")
            #expect(try page.changes() == ["modified /a.css"])
            try site.directory.write("last 2", to: "last.css")
            #expect(try page.changes() == ["modified /last.css"])
            try page.expectNothing()
        }
    }

    /// Saved again with the same bytes, or touched.
    @Test func contentThatIsTheSameIsNoChange() async throws {
        try await withReload(Self.files) { site in
            let page = try ReloadClient(site)
            try page.hello(uses: ["/a.css", "/last.css"])
            try site.directory.write("a", to: "a.css")
            try site.directory.setModified("a.css", to: 784_111_777)
            try site.directory.write("last 2", to: "last.css")
            #expect(try page.changes() == ["modified /last.css"])
        }
    }

    @Test func changeIsToldWithItsNumberAndVersion() async throws {
        try await withReload(Self.files) { site in
            let page = try ReloadClient(site)
            try page.hello(uses: ["/a.css"])
            var seq = 0.0
            for round in 1...3 {
                try site.directory.write("a \(round)", to: "a.css")
                let message = try page.next()
                let change = try #require(message["changes"]?.array?.first)
                #expect(message["seq"] == change["seq"] && (message["seq"]?.number ?? 0) > seq)
                seq = message["seq"]?.number ?? 0
                let welcome = try ReloadClient(site).hello(uses: ["/a.css"])
                #expect(welcome["seq"]?.number == seq)
                #expect(change["version"] != nil && welcome["versions"]?["/a.css"] == change["version"])
            }
        }
    }

    /// Whoever is told asks at once, and must not get what was there before.
    @Test func whoIsToldGetsTheNewContent() async throws {
        try await withReload(Self.files) { site in
            let page = try ReloadClient(site)
            try page.hello(uses: ["/a.css"])
            let browser = try site.connect()
            for round in 100..<160 {
                // It is in memory, and was looked at just now.
                for _ in 0..<2 {
                    try browser.sendRequest("GET", "/a.css")
                    _ = try browser.readReply()
                }
                try site.directory.write("\(round)", to: "a.css")
                _ = try page.changes()
                try browser.sendRequest("GET", "/a.css")
                #expect(try browser.readReply().text == "\(round)")
            }
        }
    }

    @Test(
        arguments: [
            ("/", "index.html", "modified / *"), ("/?a=b#c", "index.html", "modified / *"),
            ("/docs/", "docs/index.html", "modified /docs/ *"),
            ("/docs/a%20b.html", "docs/a b.html", "modified /docs/a%20b.html *"),
            ("/none.html", "404.html", "modified /none.html *"), ("/none.html", "none.html", "created /none.html *"),
            ("/new/", "new/index.html", "created /new/ *"),
        ]
    )
    func documentFollowsItsFile(_ url: String, _ file: String, _ told: String) async throws {
        let files = ["docs/index.html": "d", "docs/a b.html": "d", "404.html": "n", "last.css": "l"]
        try await withReload(files) { site in
            let page = try ReloadClient(site)
            try page.hello(url, uses: ["/last.css"])
            try site.directory.write("new", to: file)
            #expect(try page.changes() == [told])
            // What others use.
            try site.directory.write("new", to: "docs/b.html")
            if file == "none.html" { try site.directory.write("new", to: "404.html") }
            try site.directory.write("new", to: "last.css")
            #expect(try page.changes() == ["modified /last.css"])
        }
    }

    @Test func fileThatGoesAndComesIsTold() async throws {
        try await withReload(Self.files) { site in
            let page = try ReloadClient(site)
            try page.hello(uses: ["/a.css", "/new.css"])
            try site.directory.remove("a.css")
            #expect(try page.changes() == ["deleted /a.css"])
            try site.directory.write("a", to: "a.css")
            #expect(try page.changes() == ["created /a.css"])
            try site.directory.write("new", to: "new.css")
            #expect(try page.changes() == ["created /new.css"])
            try site.directory.remove("index.html")
            #expect(try page.changes() == ["deleted / *"])
        }
    }

    @Test func nameWithoutItsEndingFollowsTheFile() async throws {
        try await withReload(["about.html": "a", "part.html": "p"], { $0.site.cleanURLs = true }) { site in
            let page = try ReloadClient(site)
            let welcome = try page.hello("/about", uses: ["/part"])
            #expect(welcome["versions"]?["/about"] != nil && welcome["versions"]?["/part"] != nil)
            try site.directory.write("new", to: "about.html")
            #expect(try page.changes() == ["modified /about *"])
            try site.directory.write("new", to: "part.html")
            #expect(try page.changes() == ["modified /part"])
        }
    }

    @Test func addressWithoutAFileFollowsTheFallback() async throws {
        let fallback = { (options: inout ServerOptions) in
            options.site.fallback = try? RequestPath(target: "/app.html")
        }
        try await withReload(["app.html": "a", "real.html": "r", "last.css": "l"], fallback) { site in
            let (page, real) = (try ReloadClient(site), try ReloadClient(site, name: "b"))
            try page.hello("/user/7")
            try real.hello("/real.html", uses: ["/last.css"])
            try site.directory.write("new", to: "app.html")
            #expect(try page.changes() == ["modified /user/7 *"])
            try site.directory.write("new", to: "last.css")
            #expect(try real.changes() == ["modified /last.css"])
        }
    }

    @Test func listingFollowsWhatIsInIt() async throws {
        try await withReload(["docs/a.txt": "a", "last.css": "l"], { $0.site.showsListings = true }) { site in
            let page = try ReloadClient(site)
            try page.hello("/docs/", uses: ["/last.css"])
            try site.directory.write("b", to: "docs/b.txt")
            #expect(try page.changes() == ["created /docs/ *"])
            try site.directory.write("i", to: "docs/index.html")
            #expect(try page.changes() == ["created /docs/ *"])
            try site.directory.write("c", to: "docs/c.txt")
            try site.directory.write("new", to: "last.css")
            #expect(try page.changes() == ["modified /last.css"])
        }
    }

    @Test func manyFilesAreFewMessages() async throws {
        let names = (0..<500).map { "many/\($0).css" }
        try await withReload(Dictionary(uniqueKeysWithValues: names.map { ($0, "a") })) { site in
            let pages = try (0..<5).map { _ in try ReloadClient(site) }
            for page in pages { try page.hello(uses: names.map { "/\($0)" }) }
            for name in names { try site.directory.write("b", to: name) }
            for page in pages {
                var told: [[String]] = []
                while told.joined().count < names.count { told.append(try page.changes()) }
                #expect(Set(told.joined()) == Set(names.map { "modified /\($0)" }))
                // Whoever writes is slow at times, and then it is two.
                #expect(told.count <= 20)
                try page.expectNothing()
            }
        }
    }
}
