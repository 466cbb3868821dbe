import StaticSite
import Testing

struct RequestPathTests {
    @Test(
        arguments: [
            ("/", []),
            ("/index.html", ["index.html"]),
            ("/a/b/c", ["a", "b", "c"]),
            ("/%61%2E%7e", ["a.~"]),
            ("/%E4%B8%AD%E6%96%87.html", ["中文.html"]),
            ("/中文.html", ["中文.html"]),
            ("/%F0%9F%98%80", ["😀"]),
            ("/a%20b", ["a b"]),
            ("/a+b", ["a+b"]),
            ("/100%25", ["100%"]),
            ("/%2565", ["%65"]),
            ("/what%3F", ["what?"]),
            ("/%22quoted%22'", ["\"quoted\"'"]),
            ("/a;v=1", ["a;v=1"]),
            ("/a:b@c", ["a:b@c"]),
            ("/a..b/c.", ["a..b", "c."]),
            ("/.well-known/security.txt", [".well-known", "security.txt"]),
            ("/%2Ewell-known", [".well-known"]),
        ] as [(String, [String])]
    )
    func namesAreDecodedOnce(_ target: String, _ segments: [String]) throws {
        #expect(try RequestPath(target: target).segments == segments)
    }

    @Test(arguments: [
        "", "index.html", "*", "http://localhost/", "?", "\\", "%2F",
        "/%", "/%4", "/%4/a", "/%zz", "/%G1", "/%1G", "/%+1", "/a%",
        "/%00", "/index.html%00.png", "/%0D%0ASet-Cookie:a", "/%1F", "/%7F",
        "/%5C", "/..%5C..%5Csecret", "/a\\b",
        "/%C0%AE%C0%AE/secret", "/%c0%ae", "/%E0%80%AE", "/%C0%AF", "/%F0%80%80%AE",
        "/%FF", "/%80", "/%E4%B8", "/%ED%A0%80", "/%F4%90%80%80", "/a%/%61",
    ])
    func whatNobodyMeansIsMalformed(_ target: String) {
        #expect(throws: RequestPath.Refusal.malformed) { try RequestPath(target: target) }
    }

    @Test(arguments: [
        "/.", "/..", "/../secret", "/a/../b", "/a/./b", "/a/..", "/a/../", "/.../x",
        "/%2e", "/%2E%2e", "/%2e%2e/secret", "/.%2e/secret", "/%2e./secret", "/a/%2e%2e/%2e%2e/secret",
        "/..%2fsecret", "/a%2fb", "/a%2Fb", "/%2f", "/%2F%2Fevil.example", "/%2fetc%2fpasswd",
        "//", "//evil.example", "//evil.example/", "/a//b", "/a//", "/a///b",
        "/.git/config", "/.env", "/%2Eenv", "/a/.hidden", "/a/.hidden/b", "/.well-known/.hidden",
        "/a/.well-known/b", "/.well-known.bak", "/.Well-Known/a", "/.well-known%2Fa",
    ])
    func whatTheSiteCannotHaveIsNoSuchName(_ target: String) {
        #expect(throws: RequestPath.Refusal.noSuchName) { try RequestPath(target: target) }
    }

    @Test(arguments: [
        ("/", true), ("/a", false), ("/a/", true), ("/a/b/", true), ("/a?b/", false), ("/a/?b", true),
        ("/a\u{600}/", true), ("/\u{301}/", true),
    ])
    func slashAtTheEndNamesTheDirectory(_ target: String, _ namesDirectory: Bool) throws {
        #expect(try RequestPath(target: target).namesDirectory == namesDirectory)
    }

    /// Marks that join with the character before or after them hide no `?`.
    @Test(arguments: [
        ("/a", ""), ("/a?", "?"), ("/a?b=c", "?b=c"), ("/a?b?c", "?b?c"), ("/?/..//%2f%00", "?/..//%2f%00"),
        ("/a?%zz", "?%zz"), ("/a?\u{301}b", "?\u{301}b"), ("/a\u{600}?b", "?b"), ("/a?中文", "?中文"),
    ])
    func queryIsKeptAsItWasSent(_ target: String, _ query: String) throws {
        #expect(try RequestPath(target: target).query == query)
    }
}
