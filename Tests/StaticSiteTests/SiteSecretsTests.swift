import Foundation
import StaticSite
import TestSupport
import Testing

/// Secrets lie beside the site, above it, hidden in it and behind links; no path brings a byte of them.
struct SiteSecretsTests {
    private static let pieces = [
        "..", ".", "%2e%2e", "%2E.", "..%2f", "%2f", "%5c", "..%5c", "..\\", "%00", "%c0%ae%c0%ae", "%252e%252e", "",
        "",
        "site", "secret.txt", "site-secret", "dir", "index.html", "a.txt", ".git", "config", ".env", "%2eenv",
        "out", "outdir", "abs", "absdir", "chain", "hidden", "gitdir", "updown", "inside", "up", "etc", "passwd", ";",
        "?",
        "%", "%EF%BC%8F", "%E2%80%A5", "proc", "self", "root", "~root", "C:", "\u{600}", "\u{301}",
    ]

    let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write("index.html", "public index")
        try sandbox.write("a.txt", "public a")
        try sandbox.write("dir/index.html", "public dir")
        try sandbox.write("dir/a.txt", "public dir a")
        for secret in [
            "../secret.txt", "../site-secret/secret.txt", ".env", "dir/.env", "dir/.git/config", ".git/config",
        ] {
            try sandbox.write(secret, Sandbox.secret)
        }
        for (link, target) in [
            ("out", "../secret.txt"), ("outdir", ".."), ("abs", sandbox.outside + "/secret.txt"),
            ("absdir", sandbox.outside), ("chain", "out"), ("hidden", ".env"), ("gitdir", "dir/.git"),
            ("updown", "../site/.env"), ("inside", "dir"), ("dir/up", "../.."), ("dir/out", "../out"),
            ("dir/outdir", "up/../secret.txt"), ("dir/inside", "../inside"), ("\u{600}", ".."),
        ] {
            try sandbox.link(link, to: target)
        }
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func randomPathNeverBringsASecret(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let site = try sandbox.site()
        var answers = 0
        for _ in 0..<2000 {
            let target = Self.target(&random)
            guard let path = try? RequestPath(target: target), let response = try? site.response(to: path) else {
                continue
            }
            #expect(!response.content.contains(Sandbox.secret), "\(target)")
            if response.content.contains("public") { answers += 1 }
        }
        #expect(answers > 20, "the paths must not all be refused, or nothing was tried")
    }

    @Test func everyLinkOutIsTriedByName() throws {
        for target in [
            "/out", "/outdir", "/outdir/secret.txt", "/abs", "/absdir/secret.txt", "/chain", "/hidden",
            "/gitdir/config",
            "/updown", "/dir/up/secret.txt", "/dir/out", "/dir/outdir", "/inside/.git/config", "/inside/up/secret.txt",
        ] {
            #expect(throws: (any Error).self, "\(target)") { try sandbox.response(target) }
        }
        #expect(try sandbox.content("/inside/a.txt") == "public dir a")
    }

    private static func target(_ random: inout SeededGenerator) -> String {
        let count = Int.random(in: 1...6, using: &random)
        let separators = ["/", "/", "/", "/", "//", "%2f", "\\"]
        return (0..<count).map { index in
            let piece = pieces.randomElement(using: &random) ?? ""
            return (index == 0 ? "/" : separators.randomElement(using: &random) ?? "/") + piece
        }.joined()
    }
}
