import Globs
import Testing

@testable import StaticSite

struct CacheRulesTests {
    @Test(arguments: [
        "app.3f9a1c2b.js", "main-0a1b2c3d4e.css", "a.b.c-12345abc.woff2", "x-0123456789abcdef0123456789abcdef.png",
        "中.1234567a.js",
    ])
    func nameWithAHashIsForEver(_ name: String) {
        #expect(CacheRules().value(for: ["assets", name]) == "public, max-age=31536000, immutable")
    }

    @Test(arguments: [
        "app.js", "photo-20240101.jpg", "a-deadbeef.js", "a.12345678.js", "a.123456a.js", "a.1234567A.js",
        "a.1234567g.js",
        "a_1234567a.js", "1234567a.js", "1234567a", ".1234567a", "a.1234567a", "a.1234567a.html", "a.1234567a.HTM",
        "a.1234567a.xhtml", "a.1234567a.b.js", "a.\(String(repeating: "1a", count: 33)).js", "", "a-.js", "-.js",
    ])
    func otherNamesAreAskedAbout(_ name: String) {
        #expect(CacheRules().value(for: ["assets", name]) == "no-cache")
    }

    @Test func theLongestHashIsSHA256() {
        #expect(ContentHash.isInName("a.\(String(repeating: "1a", count: 32)).js"))
    }

    @Test func directoryWithAHashedNameHasNoHashedFiles() {
        #expect(CacheRules().value(for: ["app.3f9a1c2b.js", "a.js"]) == "no-cache")
        #expect(CacheRules().value(for: []) == "no-cache")
    }

    @Test func firstRuleThatFitsDecides() throws {
        let rules = CacheRules(rules: [
            (try #require(Glob("dir/*.js")), "no-store"), (try #require(Glob("*.js")), "max-age=60"),
            (try #require(Glob("*.html")), "max-age=5"),
        ])
        #expect(rules.value(for: ["dir", "a.js"]) == "no-store")
        #expect(rules.value(for: ["a.js"]) == "max-age=60")
        #expect(rules.value(for: ["app.3f9a1c2b.js"]) == "max-age=60")
        #expect(rules.value(for: ["a.html"]) == "max-age=5")
        #expect(rules.value(for: ["a.css"]) == "no-cache")
    }
}
