import Testing

@testable import Globs

struct GlobTests {
    @Test(arguments: [
        ("*.js", "a.js"), ("*.js", "dir/deep/a.js"), ("a.js", "dir/a.js"), ("*", "a"), ("**", "dir/a"),
        ("***", "dir/a"),
        ("*a*b*", "xaxxbx"), ("a*", "a"), ("?.js", "中.js"), ("??", "ab"), ("中*", "dir/中文"),
        ("/a.js", "a.js"), ("/*.js", "a.js"), ("dir/a.js", "dir/a.js"), ("/dir/a.js", "dir/a.js"),
        ("dir/*", "dir/a.js"),
        ("dir/**", "dir/a"), ("dir/**", "dir/deep/er/a"), ("**/a.js", "a.js"), ("**/a.js", "dir/deep/a.js"),
        ("dir/**/a", "dir/a"), ("dir/**/a", "dir/b/c/a"), ("**/b/**/a", "x/b/y/a"), ("**/b/*/a", "b/b/b/a"),
        ("*/*/a", "x/y/a"), ("a[b].js", "a[b].js"), ("a.{js,css}", "a.{js,css}"), ("a+b$", "a+b$"), ("\\a", "\\a"),
        ("a**b/c", "axxb/c"),
    ])
    func fits(_ glob: String, _ path: String) throws {
        #expect(try matches(glob, path))
    }

    @Test(arguments: [
        ("*.js", "a.css"), ("*.js", "a.js/b"), ("a.js", "A.js"), ("a", "ab"), ("a", "ba"), ("?", ""), ("?", "ab"),
        ("/a.js", "dir/a.js"), ("/*.js", "dir/a.js"), ("dir/a.js", "x/dir/a.js"), ("dir/*", "dir/deep/a"),
        ("dir/*", "dir"), ("*/a", "a"), ("*/*/a", "x/a"), ("dir/**/a", "dir/b"), ("**/b/*/a", "b/a"),
        ("a[bc].js", "ab.js"), ("a.{js,css}", "a.js"), ("a?", "a/b"), ("a**b/c", "a/b/c"), ("dir?a", "dir/a"),
        ("*.js", "a.js\u{301}"),
    ])
    func doesNotFit(_ glob: String, _ path: String) throws {
        #expect(try !matches(glob, path))
    }

    @Test(arguments: ["", "/", "//", "a//b", "a/", "//a"])
    func patternThatNothingFitsIsNone(_ pattern: String) {
        #expect(Glob(pattern) == nil)
    }

    /// Backtracking into every star would take longer than anybody lives.
    @Test(.timeLimit(.minutes(1)))
    func starsWithoutNumberAreDecidedSoon() throws {
        #expect(try !matches(String(repeating: "*a", count: 100) + "b", String(repeating: "a", count: 2000)))
        let names = String(repeating: "**/a/", count: 50) + "b"
        #expect(try !matches(names, String(repeating: "a/", count: 500) + "a"))
    }

    private func matches(_ glob: String, _ path: String) throws -> Bool {
        try #require(Glob(glob)).matches(path.split(separator: "/").map(String.init))
    }
}
