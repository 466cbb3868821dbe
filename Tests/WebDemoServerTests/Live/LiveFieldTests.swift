import Globs
import HTTPTypes
import StaticSite
import TestSupport
import Testing
import WebDemoServer

/// Fields that can be chosen: `Cache-Control` by rules, and those of every answer.
struct LiveFieldTests {
    @Test(arguments: [
        ("/page.html", "no-cache"), ("/app.js", "no-cache"),
        ("/app.3f9a1c2b.js", "public, max-age=31536000, immutable"),
        ("/main-0a1b2c3d4e.css", "public, max-age=31536000, immutable"), ("/app.20261121.js", "no-cache"),
        ("/app.deadbeef.js", "no-cache"), ("/page.3f9a1c2b.html", "no-cache"), ("/photo.png", "max-age=3600"),
        ("/deep/photo.png", "max-age=3600"), ("/private/photo.png", "no-store"),
        ("/private/a/b.3f9a1c2b.js", "no-store"),
    ])
    func cacheControlFollowsTheFirstRuleThatFits(target: String, value: String) async throws {
        let rules = try [("private/**", "no-store"), ("*.png", "max-age=3600")].map { pattern, value in
            (try #require(Glob(pattern)), value)
        }
        try await withLiveSite({ $0.site.cacheRules = CacheRules(rules: rules) }) { site in
            try site.directory.write("content", to: target)
            try await Task.sleep(for: .milliseconds(100))  // within the clock's tick a tag is good for one answer alone
            let reply = try site.request(target)
            #expect(reply.status == 200)
            #expect(reply.values(of: "Cache-Control") == [value])
            let known = try site.request(target, [("If-None-Match", reply["ETag"] ?? "")])
            #expect(known.status == 304)
            #expect(known.values(of: "Cache-Control") == [value])
        }
    }

    @Test(
        arguments: [
            ("GET", "/", [], 200), ("HEAD", "/", [], 200), ("GET", "/", [("If-None-Match", "*")], 304),
            ("GET", "/", [("If-Match", "\"x\"")], 412), ("GET", "/", [("Range", "bytes=0-0")], 206),
            ("GET", "/", [("Range", "bytes=0-0,200-")], 206), ("GET", "/", [("Range", "bytes=9999-")], 416),
            ("GET", "/", [("Accept-Encoding", "identity;q=0")], 406), ("GET", "/folder", [], 301),
            ("GET", "/folder/", [], 200), ("GET", "/missing", [], 404), ("GET", "/.env", [], 404),
            ("GET", "/echo", [], 426), ("POST", "/", [], 405), ("GET", "/%zz", [], 400), ("GET", "nonsense", [], 400),
            ("GET", "/", [("Host", "evil.example")], 421), ("GET", "/", [("Bad Name", "x")], 400),
        ] as [(String, String, [(String, String)], Int)]
    )
    func everyAnswerHasTheFieldsThatWereAskedFor(
        method: String,
        target: String,
        fields: [(String, String)],
        status: Int
    ) async throws {
        let added = HTTPFields([HTTPField(name: try #require(.init("X-Added")), value: "one")])
        try await withLiveSite({
            $0.site.fields = added
            $0.site.allowedCrossOrigin = "https://app.example"
            $0.site.showsListings = true
        }) { site in
            try site.directory.write("other", to: "folder/other.txt")
            for ownPage in [false, true] {
                if ownPage { try site.directory.write("own", to: "404.html") }
                // From the disk, from memory, and what was remembered.
                for _ in 0..<2 {
                    let reply = try site.request(target, method: method, fields.map { (name: $0.0, value: $0.1) })
                    #expect(reply.status == status)
                    #expect(reply.values(of: "X-Added") == ["one"])
                    #expect(reply.values(of: "Access-Control-Allow-Origin") == ["https://app.example"])
                    #expect(reply.values(of: "X-Content-Type-Options") == ["nosniff"])
                    pause(.milliseconds(30))
                }
            }
        }
    }

    /// A browser asks before a script sends a field of its own, such as Range with two ranges (Fetch Standard §4.8).
    @Test func scriptOfTheAllowedOriginMayAskWithAnyField() async throws {
        try await withLiveSite({ $0.site.allowedCrossOrigin = "https://app.example" }) { site in
            let asked = [
                (name: "Origin", value: "https://app.example"), (name: "Access-Control-Request-Method", value: "GET"),
                (name: "Access-Control-Request-Headers", value: "range"),
            ]
            let connection = try site.connect()
            try connection.sendRequest("OPTIONS", "/", fields: asked)
            let reply = try connection.readReply(toHead: true)
            #expect(reply.status == 204)
            #expect(reply["Access-Control-Allow-Origin"] == "https://app.example")
            #expect(reply["Access-Control-Allow-Methods"] == "GET, HEAD")
            #expect(reply["Access-Control-Allow-Headers"] == "*")
            #expect(try site.request("/")["Access-Control-Expose-Headers"] == "*")
        }
    }

    @Test func noScriptOfAnotherSiteReadsTheFilesUnlessThatIsWanted() async throws {
        try await withLiveSite { site in
            let reply = try site.request("/", [("Origin", "https://app.example")])
            #expect(!reply.fields.contains { $0.name.lowercased().hasPrefix("access-control") })
        }
    }
}
