import Foundation
import HTTPTypes
import NIOCore
import Testing

@testable import StaticSite

struct SniffedTypeTests {
    private static let png = Data([
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8,
        6,
        0, 0, 0, 0x1F, 0x15, 0xC4, 0x89,
    ])

    @Test(arguments: [
        "<!DOCTYPE html><html><script>alert(1)</script></html>", "<html><body>a</body></html>", "  \n<HTML>",
        "<script>alert(1)</script>", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
        "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"></svg>", "<?xml version=\"1.0\"?><a/>",
        "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(1)</script></html>",
        "<?xml version=\"1.0\"?><rss version=\"2.0\"></rss>", "#!/usr/bin/env node\nconsole.log(1)\n",
        "function f() { return document.cookie }\nvar x = 1;\n", "#!/bin/sh\necho a\n",
        "int main(void) { return 0; }\n",
        "{\\rtf1 a}", "a", "",
    ])
    func markupAndScriptsAreNeverGuessedToBeActive(_ content: String) throws {
        let sandbox = try Sandbox()
        try sandbox.write("name", content)
        let type = try sandbox.contentType("/name")
        let harmless = ["text/plain", "application/octet-stream"] + (content.hasPrefix("{\\rtf") ? ["text/rtf"] : [])
        #expect(harmless.contains(type ?? "none"), "\(type ?? "none")")
        if content.hasPrefix("<") { #expect(type == "text/plain") }
    }

    @Test(
        .enabled(if: MagicSniffer().isAvailable, "libmagic has no database here"),
        arguments: [
            ("picture", png, "image/png"), ("picture.unknown", png, "image/png"),
            ("paper", Data("%PDF-1.7\n%abc\n".utf8), "application/pdf"),
            ("notes", Data("just words\n".utf8), "text/plain"),
            ("nothing", Data(), "text/plain"),
            ("deep.unknown", png + Data(repeating: 7, count: 300_000), "image/png"),
        ]
    )
    func bytesTellWhereTheNameDoesNot(_ name: String, _ content: Data, _ type: String) throws {
        let sandbox = try Sandbox()
        try sandbox.write(name, content)
        #expect(try sandbox.contentType("/" + name) == type)
    }

    @Test(
        .enabled(if: MagicSniffer().isAvailable, "libmagic has no database here"),
        arguments: [
            (Data("just words\n".utf8), "text/plain", "us-ascii"), (Data("中文\n".utf8), "text/plain", "utf-8"),
            (Data([0xFF, 0xFE, 0x41, 0, 0x42, 0, 0x0A, 0]), "text/plain", "utf-16le"), (png, "image/png", "binary"),
        ]
    )
    func encodingIsGuessedToo(_ content: Data, _ type: String, _ encoding: String) {
        #expect(MagicSniffer().guess(ByteBuffer(bytes: content)) == .init(type: type, encoding: encoding))
    }

    @Test(arguments: [
        ("application/javascript; charset=us-ascii", "text/plain"), ("application/ecmascript", "text/plain"),
        ("image/svg+xml; charset=utf-8", "text/plain"), ("text/x-c++; charset=utf-8", "text/plain"),
        ("application/x-tar; charset=binary", "application/x-tar"), ("image/png", "image/png"),
        ("application/octet-streamapplication/octet-stream; charset=binary", nil), ("", nil), (";", nil), ("data", nil),
        ("cannot read (I/O error)", nil),
    ])
    func whatLibmagicSaysIsLookedThrough(_ words: String, _ type: String?) {
        #expect(MagicSniffer.guess(fromWords: words)?.type == type)
    }

    @Test func nameTellsMoreThanBytes() throws {
        let sandbox = try Sandbox()
        try sandbox.write("a.txt", "<!DOCTYPE html><script>alert(1)</script>")
        try sandbox.write("b.html", Self.png)
        #expect(try sandbox.contentType("/a.txt") == "text/plain")
        #expect(try sandbox.contentType("/b.html") == "text/html")
    }

    @Test func guessesOfManyThreadsAtOnceAreTheSame() async throws {
        let sandbox = try Sandbox()
        try sandbox.write("picture", Self.png)
        try sandbox.write("page", "<!DOCTYPE html><html></html>")
        let site = try sandbox.site()
        let page = try RequestPath(target: "/page")
        let picture = try RequestPath(target: "/picture")
        let expected = try [page, picture].map { try site.response(to: $0).fields[.contentType] }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<100 {
                        let types = try [page, picture].map { try site.response(to: $0).fields[.contentType] }
                        #expect(types == expected)
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
