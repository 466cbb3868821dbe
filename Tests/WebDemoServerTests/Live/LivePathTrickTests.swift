import Foundation
import TestSupport
import Testing

private let secret = "SECRET-\(UInt64.random(in: .min ... .max))"

/// Secrets lie beside the root, above it and hidden in it, with links to them from inside.
@Suite(.liveSite(fill))
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
            let answer = String(decoding: try connection.readToEnd(), as: UTF8.self)
            #expect(!answer.contains(secret))
            #expect(!answer.contains("root:"))
            #expect(answer.hasPrefix("HTTP/1.1 4"))
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

private func fill(_ site: TemporaryDirectory) throws {
    let parent = try #require(site.parent)
    try parent.write(secret, to: "secret.txt")
    try parent.write(secret, to: "outside/secret.txt")
    try parent.write(secret, to: "site-outside/secret.txt")
    try site.write(secret, to: ".secret")
    try site.write(secret, to: ".hidden/secret.txt")
    try site.write("inside", to: "a/b/inside.txt")
    try site.link("absolute-file", to: parent.path + "/outside/secret.txt")
    try site.link("absolute-folder", to: parent.path + "/outside")
    try site.link("absolute-inside", to: parent.path + "/site/.secret")
    try site.link("relative-file", to: "../outside/secret.txt")
    try site.link("relative-folder", to: "../outside")
    try site.link("a/b/up", to: "../../../outside")
    try site.link("to-root", to: "/")
    try site.link("to-proc", to: "/proc/self/root")
    try site.link("to-parent", to: "..")
    try site.link("to-hidden", to: ".secret")
    try site.link("to-hidden-folder", to: ".hidden")
    try site.link("in-and-out", to: "a/../../site/.secret")
    try site.link("out-and-in", to: "../site/a/b/inside.txt")
    try site.link("chain", to: "relative-folder")
    try site.link("loop", to: "loop")
    try site.link("good", to: "a/b/inside.txt")
}
