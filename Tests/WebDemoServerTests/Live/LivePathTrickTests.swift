import Foundation
import TestSupport
import Testing

@Suite(.liveSite(SecretSite.fill))
struct LivePathTrickTests {

    /// `PARENT` stands for the path of the directory above the root.
    static let tricks = [
        "/../outside/secret.txt", "/../../outside/secret.txt", "/a/../../outside/secret.txt",
        "/a/b/../../../outside/secret.txt", "/./../outside/secret.txt", "/.../outside/secret.txt",
        "/%2e%2e/outside/secret.txt", "/%2E%2E/outside/secret.txt", "/.%2e/outside/secret.txt",
        "/%2e./outside/secret.txt", "/..%2foutside%2fsecret.txt", "/..%2Foutside/secret.txt",
        "/%2e%2e%2foutside%2fsecret.txt", "/a%2f..%2f..%2foutside%2fsecret.txt", "/a/..%2f../outside/secret.txt",
        "/%252e%252e/outside/secret.txt", "/%252e%252e%252foutside%252fsecret.txt", "/..%252foutside/secret.txt",
        "/..\\outside\\secret.txt", "/..%5coutside%5csecret.txt", "/..%5Coutside/secret.txt",
        "/%5c../outside/secret.txt",
        "/%c0%ae%c0%ae/outside/secret.txt", "/%c0%ae%c0%ae%c0%afoutside%c0%afsecret.txt",
        "/%e0%80%ae%e0%80%ae/outside/",
        "/..%c0%afoutside/secret.txt", "/..%ef%bc%8foutside/secret.txt", "/%u002e%u002e/outside/secret.txt",
        "/..;/outside/secret.txt", "/a/..;/../outside/secret.txt", "/..%00/outside/secret.txt",
        "/..%0d%0a/outside/secret.txt",
        "/..%20/outside/secret.txt", "/.. /outside/secret.txt", "/..?/../outside/secret.txt", "/..#/outside/secret.txt",
        "//outside/secret.txt", "///etc/passwd", "//etc/passwd", "/etc/passwd", "//../outside/secret.txt",
        "PARENT/outside/secret.txt", "/PARENT/outside/secret.txt", "/%2fPARENT%2foutside%2fsecret.txt",
        "/%2fPARENT/outside/secret.txt",
        "../outside/secret.txt", "..%2foutside%2fsecret.txt", "outside/secret.txt", "\\..\\outside\\secret.txt",
        "file://PARENT/outside/secret.txt", "http://localhost/../outside/secret.txt",
        "http://localhost/%2e%2e/outside/secret.txt", "http://localhost/absolute-file", "http://localhost/.secret",
        "/absolute-file", "/absolute-folder/secret.txt", "/absolute-folder/", "/relative-file",
        "/relative-folder/secret.txt", "/relative-folder", "/a/b/up/secret.txt", "/a/b/up/../outside/secret.txt",
        "/to-rootPARENT/outside/secret.txt", "/to-root/etc/passwd", "/to-procPARENT/outside/secret.txt",
        "/to-parent/outside/secret.txt", "/to-parent/site/.secret", "/to-hidden", "/to-hidden-folder/secret.txt",
        "/in-and-out", "/chain/secret.txt", "/loop", "/loop/secret.txt", "/.secret", "/./.secret", "/%2esecret",
        "/a/../.secret",
        "/.secret/", "/.secret%00.txt", "/index.html%00/../.secret", "/.hidden/secret.txt", "/.hidden/", "/.Secret",
        "/\u{2024}secret", "/%E2%80%A4secret", "/.well-known/../.secret", "/.well-known/../../outside/secret.txt",
        "/../site-outside/secret.txt", "/-outside/secret.txt", "/../site/.secret", "/absolute-inside", "/out-and-in",
        "/../secret.txt", "/to-parent/secret.txt", "/%", "/%2", "/%zz", "/%2e%2", "/~root/.profile",
        "/proc/self/environ", "/a//b/../../../outside/secret.txt",
    ]

    @Test(arguments: tricks)
    func noTrickReachesASecret(trick: String) async throws {
        try await liveSite { site in
            let target = trick.replacingOccurrences(of: "PARENT", with: site.directory.parent?.path ?? "")
            let connection = try site.connect()
            try connection.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            let answer = try connection.readToEnd()
            #expect(!SecretSite.isLeaking(answer))
            #expect(answer.starts(with: "HTTP/1.1 4".utf8))
        }
    }

    @Test func linkThatStaysInsideIsFollowed() async throws {
        try await liveSite { site in
            try #expect(site.request("/good").text == "inside")
        }
    }

    @Test(arguments: [
        "//evil.example/..", "//evil.example/../a", "//evil.example/%2e%2e", "/\\evil.example/..", "/%5cevil.example/a",
        "//evil.example//a", "///evil.example/a", "/%2f%2fevil.example/a", "/a?//evil.example",
        "/a/b?http://evil.example",
        "/%09/evil.example/a", "//localhost@evil.example/..", "http://localhost//evil.example/..",
    ])
    func noRedirectLeadsToAnotherHost(target: String) async throws {
        try await liveSite { site in
            let reply = try site.request(target)
            if let location = reply["Location"] {
                #expect(location.hasPrefix("/a"))
            } else {
                #expect(reply.status == 404 || reply.status == 400)
            }
        }
    }
}
