import StaticSite
import TestSupport
import Testing
import WebDemoServer

/// Names in any script and with any mark: as a file, as a directory and in its listing.
struct LiveNameTests {
    static let names = [
        "plain.txt", "with blank.txt", " blank at the ends ", "100%.txt", "%41.txt", "%2e%2e", "a#b.txt", "a?b=c.txt",
        "a&b;c=d+e,f.txt", "\"quoted\".txt", "it's.txt", "<b>.txt", "a:b.txt", "a|b.txt", "a*b.txt", "~.txt", "a@b.txt",
        "[x]{y}^`.txt", "$(id).txt", "你好，世界.txt", "日本語.txt", "한국어.txt", "Привет.txt", "Ελληνικά.txt",
        "العربية.txt", "עברית.txt", "ไทย.txt", "हिन्दी.txt", "😀.txt", "👩‍👩‍👧‍👦🏳️‍🌈.txt", "e\u{301}.txt", "é.txt",
        "\u{301}mark first.txt", "a\u{200B}b.txt", "a\u{202E}b.txt", "a\u{A0}b.txt", "a\u{2028}b.txt", "\u{FEFF}a.txt",
        "K.txt", "\u{212A}.txt", "a..b.txt", "trailing.", "trailing ", "con", "aux.txt",
        "...dots".replacing("...", with: "x..."),
        String(repeating: "長", count: 84),
    ]

    @Test(arguments: names)
    func fileOfAnyNameIsServed(name: String) async throws {
        try await withLiveSite({ $0.site.showsListings = true }) { site in
            try site.directory.write("file", to: "folder/" + name)
            let target = "/folder/" + RequestPath.encoded(name)
            let reply = try site.request(target)
            #expect(reply.status == 200)
            #expect(reply.text == "file")
            let listing = try site.request("/folder/", [("Accept", "application/json")])
            let listed = try JSONValue(parsing: listing.text)["entries"]?.array?.first?["name"]?.string
            #expect(listed.map { Array($0.utf8) } == Array(name.utf8))
        }
    }

    @Test(arguments: names)
    func directoryOfAnyNameRedirectsToItself(name: String) async throws {
        try await withLiveSite { site in
            try site.directory.write("page", to: name + "/index.html")
            let moved = try site.request("/" + RequestPath.encoded(name) + "?a=b")
            #expect(moved.status == 301)
            let location = try #require(moved["Location"])
            #expect(location.utf8.allSatisfy { (0x21...0x7E).contains($0) })
            #expect(location == "/" + RequestPath.encoded(name) + "/?a=b")
            try #expect(site.request(location).text == "page")
        }
    }

    @Test(arguments: [("e\u{301}.txt", "é.txt"), ("K.txt", "\u{212A}.txt"), ("ﬁ.txt", "fi.txt"), ("A.txt", "a.txt")])
    func namesThatLookAlikeAreTwo(one: String, other: String) async throws {
        try await withLiveSite { site in
            try site.directory.write("one", to: one)
            // A file system that folds them has only one.
            let reply = try site.request("/" + RequestPath.encoded(other))
            #expect(reply.status == 404 || reply.text == "one")
            try site.directory.write("other", to: other)
            pause(.milliseconds(100))
            try #expect(site.request("/" + RequestPath.encoded(other)).text == "other")
        }
    }
}
