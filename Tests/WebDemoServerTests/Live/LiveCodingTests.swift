import Foundation
import TestSupport
import Testing

/// Content codings: of coded files beside a file, and made on the fly (RFC 9110 §12.5.3).
@Suite(.liveSite(settled: true, fill))
struct LiveCodingTests {
    @Test(arguments: [
        ("gzip", "gzip"), ("br", "br"), ("zstd", "zstd"), ("gzip, br, zstd", "br"), ("gzip, zstd", "zstd"),
        ("br;q=0.5, gzip", "gzip"), ("br;q=0, gzip;q=0, zstd", "zstd"), ("br;q=0.001", "br"), ("*", "br"),
        ("*;q=0.5, br;q=0", "zstd"), ("gzip;q=0, *;q=0.1", "br"), ("GZIP", "gzip"), ("x-gzip", "gzip"),
        ("gzip ; q=0.5", "gzip"), ("identity;q=0, gzip", "gzip"), ("identity;q=0.5, gzip;q=0.6", "gzip"),
        ("br;q=1.000,zstd;q=1.0", "br"), (",,gzip,", "gzip"), ("deflate, gzip;q=1.0, *;q=0.5", "gzip"),
        ("identity", nil), ("", nil), ("deflate", nil), ("gzip;q=0", nil), ("gzip;q=0.000", nil), ("gzip;q=2", nil),
        ("gzip;q=-1", nil), ("gzip;q=0.5555", nil), ("identity, gzip;q=0.5", nil), ("*;q=0, identity", nil),
        ("gzipped", nil), ("br2, zst", nil),
    ])
    func fileBesideItIsSentToThoseWhoAcceptItsCoding(accepted: String, coding: String?) async throws {
        try await liveSite { site in
            let reply = try site.request("/app.js", [("Accept-Encoding", accepted)])
            #expect(reply.status == 200)
            #expect(reply["Content-Encoding"] == coding)
            #expect(reply.text == coding.map { "coded by \($0)" } ?? script)
            #expect(reply["Content-Type"] == "text/javascript")
            #expect(reply["Vary"] == "Accept-Encoding")
            #expect(reply["Accept-Ranges"] == (coding == nil ? "bytes" : nil))
            let fields = [("Accept-Encoding", accepted), ("If-None-Match", reply["ETag"] ?? "")]
            let known = try site.request("/app.js", fields)
            #expect(known.status == 304)
            #expect(known["Vary"] == "Accept-Encoding")
        }
    }

    @Test(arguments: ["identity;q=0", "*;q=0", "deflate, identity;q=0", "gzip;q=0, br;q=0, zstd;q=0, *;q=0"])
    func whoRefusesAllThatThereIsIsTold(accepted: String) async throws {
        try await liveSite { site in
            try #expect(site.request("/app.js", [("Accept-Encoding", accepted)]).status == 406)
        }
    }

    @Test func eachFormHasATagOfItsOwn() async throws {
        try await liveSite { site in
            let tags = try ["", "gzip", "br", "zstd"].map { coding in
                try #require(site.request("/app.js", [("Accept-Encoding", coding)])["ETag"])
            }
            #expect(Set(tags).count == 4)
            #expect(tags.allSatisfy { $0.hasPrefix("\"") })
            // That of one form does not stand for another.
            try #expect(site.request("/app.js", [("If-None-Match", tags[1])]).status == 200)
        }
    }

    @Test(arguments: ["older", "folder", "pipe", "outside", "absolute", "hidden-target"])
    func whatIsNoFileOfTheSameAgeInTheSiteIsNotSent(name: String) async throws {
        try await liveSite { site in
            let reply = try site.request("/\(name).js", [("Accept-Encoding", "br")])
            #expect(reply["Content-Encoding"] == nil)
            #expect(reply.text == script)
        }
    }

    @Test func linkToACodedFileInTheSiteIsFollowed() async throws {
        try await liveSite { site in
            let reply = try site.request("/linked.js", [("Accept-Encoding", "br")])
            #expect(reply["Content-Encoding"] == "br")
            #expect(reply.text == "coded by br")
        }
    }

    @Test func codedFileAskedForByNameIsAFile() async throws {
        try await liveSite { site in
            let reply = try site.request("/app.js.gz", [("Accept-Encoding", "gzip")])
            #expect(reply.text == "coded by gzip")
            #expect(reply["Content-Encoding"] == nil)
            #expect(reply["Content-Type"] == "application/gzip")
        }
    }

    // MARK: On the fly

    @Test(arguments: ["least", "middle", "most"])
    func textIsCompressedForTheNextRequests(name: String) async throws {
        try await liveSite { site in
            let plain = try site.request("/\(name).txt", [("Accept-Encoding", "gzip")])
            let packed = try waitForGzip(of: "/\(name).txt", site)
            let isSame = try GzipMember.expand(packed.body) == site.request("/\(name).txt").body
            #expect(isSame)
            #expect(packed.body.count < plain.body.count)
            #expect(packed["Content-Length"] == "\(packed.body.count)")
            #expect(packed["Vary"] == "Accept-Encoding")
            #expect(packed["ETag"] != plain["ETag"])
            let fields = [("Accept-Encoding", "gzip"), ("If-None-Match", packed["ETag"] ?? "")]
            let known = try site.request("/\(name).txt", fields)
            #expect(known.status == 304)
            #expect(known["ETag"] == packed["ETag"])
            #expect(known["Vary"] == "Accept-Encoding")
            let head = try site.request("/\(name).txt", method: "HEAD", [("Accept-Encoding", "gzip")])
            #expect(head["Content-Length"] == packed["Content-Length"])
            #expect(head["Content-Encoding"] == "gzip")
        }
    }

    @Test(arguments: ["short.txt", "long.txt", "noise.txt", "photo.jpg"])
    func whatGainsNothingOrCostsTooMuchIsSentAsItIs(name: String) async throws {
        try await liveSite { site in
            _ = try site.request("/\(name)", [("Accept-Encoding", "gzip")])
            // One is compressed after the other: when this is there, the other would be.
            _ = try waitForGzip(of: "/control-\(name).txt", site)
            let reply = try site.request("/\(name)", method: "HEAD", [("Accept-Encoding", "gzip")])
            #expect(reply["Content-Encoding"] == nil)
            let refused = try site.request("/\(name)", method: "HEAD", [("Accept-Encoding", "identity;q=0, gzip")])
            #expect(refused.status == 406)
        }
    }

    @Test func whoTakesNothingElseWaitsForIt() async throws {
        try await withLiveSite { site in
            try site.directory.write(String(repeating: "wait for it ", count: 200_000), to: "text.txt")
            pause(.milliseconds(100))
            let connections = try (0..<8).map { _ in try site.connect() }
            for connection in connections {
                try connection.sendRequest("GET", "/text.txt", fields: [("Accept-Encoding", "gzip, identity;q=0")])
            }
            for connection in connections {
                let reply = try connection.readReply()
                #expect(reply.status == 200)
                #expect(reply["Content-Encoding"] == "gzip")
            }
        }
    }

    private func waitForGzip(of target: String, _ site: LiveSite) throws -> HTTPReply {
        for _ in 0..<3000 {
            let reply = try site.request(target, [("Accept-Encoding", "gzip")])
            if reply["Content-Encoding"] == "gzip" { return reply }
            pause(.milliseconds(20))
        }
        throw NeverCompressed(target: target)
    }

    private struct NeverCompressed: Error {
        let target: String
    }
}

private let script = String(repeating: "console.log('plain')\n", count: 100)

private func fill(_ site: TemporaryDirectory) throws {
    let codings = [("br", ".br"), ("zstd", ".zst"), ("gzip", ".gz")]
    let names = ["app", "older", "folder", "pipe", "outside", "absolute", "hidden-target", "linked"]
    for name in names { try site.write(script, to: "\(name).js") }
    for (coding, ending) in codings { try site.write("coded by \(coding)", to: "app.js\(ending)") }
    try site.write("coded by br", to: "older.js.br")
    try site.write("coded by br", to: "folder.js.br/index.html")
    try #require(mkfifo(site.url.appending(path: "pipe.js.br").path, 0o600) == 0)
    try site.parent?.write("coded by br", to: "outside.br")
    try site.link("outside.js.br", to: "../outside.br")
    try site.link("absolute.js.br", to: site.path + "/app.js.br")
    try site.write("coded by br", to: ".hidden.br")
    try site.link("hidden-target.js.br", to: ".hidden.br")
    try site.link("linked.js.br", to: "app.js.br")
    // All of one time, as `gzip -k` leaves them.
    for name in names { try site.setModified("\(name).js", to: 784_111_777) }
    for (_, ending) in codings { try site.setModified("app.js\(ending)", to: 784_111_777) }
    try site.setModified("older.js.br", to: 784_111_776)

    try site.write([UInt8](repeating: 0x61, count: 255), to: "short.txt")
    try site.write([UInt8](repeating: 0x61, count: 256), to: "least.txt")
    try site.write([UInt8](repeating: 0x61, count: 300_000), to: "middle.txt")
    try site.write([UInt8](repeating: 0x61, count: 8 << 20), to: "most.txt")
    try site.write([UInt8](repeating: 0x61, count: 8 << 20 + 1), to: "long.txt")
    var generator = SeededGenerator(seed: 1)
    try site.write(generator.bytes(4096), to: "noise.txt")
    try site.write([UInt8](repeating: 0x61, count: 4096), to: "photo.jpg")
    for name in ["short.txt", "long.txt", "noise.txt", "photo.jpg"] {
        try site.write(script, to: "control-\(name).txt")
    }
}
