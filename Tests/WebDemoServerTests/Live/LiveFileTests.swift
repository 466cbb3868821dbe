import Foundation
import TestSupport
import Testing

@Suite(.liveSite(fill))
struct LiveFileTests {
    @Test(arguments: [
        ("/", LiveSite.index, "text/html"),
        ("/index.html", LiveSite.index, "text/html"),
        ("/hello.txt", "hello\n", "text/plain"),
        ("/hello.txt?a=b?c", "hello\n", "text/plain"),
        ("/%68ello%2Etxt", "hello\n", "text/plain"),
        ("/folder/", "<p>inside", "text/html"),
        ("/nothing.txt", "", "text/plain"),
        ("/.well-known/security.txt", "well known", "text/plain"),
        ("/a+b%20%2541.txt", "plus", "text/plain"),
        ("/%E4%BD%A0%E5%A5%BD.txt", "你好", "text/plain; charset=utf-8"),
        ("/你好.txt", "你好", "text/plain; charset=utf-8"),
    ])
    func fileIsServed(target: String, content: String, type: String) async throws {
        try await liveSite { site in
            let reply = try site.request(target)
            #expect(reply.status == 200)
            #expect(reply.text == content)
            #expect(reply["Content-Type"] == type)
            #expect(reply["Content-Length"] == "\(content.utf8.count)")
        }
    }

    @Test(arguments: ["/", "/hello.txt", "/folder", "/large.bin", "/missing", "/echo", "/.env"])
    func headHasTheFieldsOfGetAndNoBody(target: String) async throws {
        try await liveSite { site in
            let connection = try site.connect()
            try connection.sendRequest("HEAD", target)
            let head = try connection.readReply(toHead: true)
            // A body would be in front of this answer.
            try connection.sendRequest("GET", target)
            let get = try connection.readReply()
            #expect(head.status == get.status)
            for (inHead, inGet) in zip(head.fields, get.fields) where inHead.name != "Date" {
                #expect(inHead == inGet)
            }
            #expect(head.fields.count == get.fields.count)
            #expect(head["Content-Length"] == "\(get.body.count)")
        }
    }

    @Test(arguments: [("/image", "image/png"), ("/script", "text/plain"), ("/markup", "text/plain")])
    func typeOfAFileWithoutExtensionIsGuessedAndNeverActive(target: String, type: String) async throws {
        try await liveSite { site in
            let reply = try site.request(target)
            #expect(reply["Content-Type"] == type)
            #expect(reply["X-Content-Type-Options"] == "nosniff")
        }
    }

    @Test(arguments: [
        "/.env", "/.git/config", "/.git/", "/folder/.well-known/x.txt", "/.well-known/../.env", "/%2Eenv",
    ])
    func hiddenFileIsNotFound(target: String) async throws {
        try await liveSite { site in
            let reply = try site.request(target)
            #expect(reply.status == 404)
            #expect(!reply.text.contains("hidden"))
        }
    }

    @Test(arguments: [
        "/missing", "/hello.txt/", "/hello.txt/more", "/bare/", "/FOLDER/", "/\(String(repeating: "n", count: 300))",
    ])
    func missingFileIsNotFound(target: String) async throws {
        try await liveSite { site in
            try #expect(site.request(target).status == 404)
        }
    }

    @Test(arguments: [
        ("/folder", "/folder/"), ("/folder?x=1&y=//evil", "/folder/?x=1&y=//evil"), ("/%66older", "/folder/"),
    ])
    func directoryWithoutSlashRedirectsWithItsQuery(target: String, location: String) async throws {
        try await liveSite { site in
            let reply = try site.request(target)
            #expect(reply.status == 301)
            #expect(reply["Location"] == location)
        }
    }

    @Test func largeFileIsSentCompletely() async throws {
        try await liveSite { site in
            let reply = try site.request("/large.bin")
            #expect(reply["Content-Length"] == "\(largeFile.count)")
            // Not #expect on the arrays: a failure would describe megabytes.
            let isSame = reply.body == largeFile
            #expect(isSame)
        }
    }

    @Test func clientThatStopsReadingHoldsNobodyUp() async throws {
        try await liveSite { site in
            let sleepers = try (0..<8).map { _ in
                let connection = try site.connect(receiveBufferBytes: 4096)
                try connection.sendRequest("GET", "/large.bin")
                _ = try connection.read(until: "\r\n\r\n")
                return connection
            }
            for _ in 0..<4 {
                try site.expectToServe()
            }
            let isSame = try sleepers[0].read(exactly: largeFile.count, within: .seconds(20)) == largeFile
            #expect(isSame)
        }
    }
}

private func fill(_ site: TemporaryDirectory) throws {
    try site.write("hello\n", to: "hello.txt")
    try site.write("<p>inside", to: "folder/index.html")
    try site.write("empty", to: "bare/other.txt")
    try site.write("", to: "nothing.txt")
    try site.write("#!/bin/sh\necho hello\n", to: "script")
    try site.write(
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52],
        to: "image"
    )
    try site.write("<script>alert(1)</script>", to: "markup")
    try site.write("well known", to: ".well-known/security.txt")
    try site.write("hidden", to: ".env")
    try site.write("hidden", to: ".git/config")
    try site.write("hidden", to: "folder/.well-known/x.txt")
    try site.write("plus", to: "a+b %41.txt")
    try site.write("你好", to: "你好.txt")
    try site.write(largeFile, to: "large.bin")
}

/// 5 MiB in which every aligned group of four bytes is its own number.
private let largeFile = (0..<UInt32(5 << 18)).flatMap { number -> [UInt8] in
    withUnsafeBytes(of: number) { Array($0) }
}
