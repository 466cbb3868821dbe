import Foundation
import TestSupport
import Testing

@Suite(.liveSite())
struct LiveBrokenRequestTests {
    private static let host = "Host: localhost\r\n"

    /// Requests that must be answered with this status, and the connection be ended.
    static let refused: [(status: Int, request: AbridgedText)] = [
        (400, "GET\r\n\r\n"), (400, "GET /\r\n\r\n"), (400, "GET  / HTTP/1.1\r\n\(host)\r\n"),
        (400, "GET / HTTP/1.1 \r\n\(host)\r\n"), (400, " GET / HTTP/1.1\r\n\(host)\r\n"),
        (400, "GET / x HTTP/1.1\r\n\(host)\r\n"), (400, "GET\t/\tHTTP/1.1\r\n\(host)\r\n"),
        (400, "G(T / HTTP/1.1\r\n\(host)\r\n"), (400, "G\u{0}T / HTTP/1.1\r\n\(host)\r\n"),
        (400, "GET / http/1.1\r\n\(host)\r\n"), (400, "GET / HTTP/1.10\r\n\(host)\r\n"),
        (400, "GET / HTTP/a.b\r\n\(host)\r\n"), (400, "GET / HTTPS/1.1\r\n\(host)\r\n"),
        (400, "GET / HTTP/1.1\n\(host)\r\n"), (400, "GET / HTTP/1.1\r\nHost: localhost\n\r\n"),
        (400, "GET / HTTP/1.1\r\n\(host)\n"), (400, "GET / HTTP/1.1\r\r\n\(host)\r\n"),
        (400, "GET / HTTP/1.1\r\n\(host)A: b\rC: d\r\n\r\n"), (400, "GET /\u{1B}[2J HTTP/1.1\r\n\(host)\r\n"),
        (400, "GET /\u{0} HTTP/1.1\r\n\(host)\r\n"), (400, "GET /\u{7F} HTTP/1.1\r\n\(host)\r\n"),
        (400, "GET /#a HTTP/1.1\r\n\(host)\r\n"), (400, "GET index.html HTTP/1.1\r\n\(host)\r\n"),
        (400, "GET * HTTP/1.1\r\n\(host)\r\n"), (400, "GET ftp://localhost/ HTTP/1.1\r\n\(host)\r\n"),
        (400, "GET / HTTP/1.1\r\n\r\n"), (400, "GET / HTTP/1.1\r\n\(host)\(host)\r\n"),
        (400, "GET / HTTP/1.1\r\n\(host)Host: evil.example\r\n\r\n"), (400, "GET / HTTP/1.1\r\n\(host)NoColon\r\n\r\n"),
        (400, "GET / HTTP/1.1\r\n\(host)Space : x\r\n\r\n"), (400, "GET / HTTP/1.1\r\n\(host): x\r\n\r\n"),
        (400, "GET / HTTP/1.1\r\n\(host)A: b\r\n folded\r\n\r\n"), (400, "GET / HTTP/1.1\r\n A: b\r\n\(host)\r\n"),
        (400, "GET / HTTP/1.1\r\n\(host)A: \u{0}\r\n\r\n"), (400, "GET / HTTP/1.1\r\n\(host)A: \u{7}\r\n\r\n"),
        (400, "GET / HTTP/1.1\r\n\(host)B@d: x\r\n\r\n"), (400, "GET / HTTP/1.1\r\n\(host)Ümlaut: x\r\n\r\n"),
        (400, "GET / HTTP/1.1\r\n\(host):path: /x\r\n\r\n"),
        (400, "GET / HTTP/1.1\r\n\(host)Content-Length: x\r\n\r\n"),
        (400, "GET / HTTP/1.1\r\n\(host)Content-Length: -1\r\n\r\n"),
        (400, "GET / HTTP/1.1\r\n\(host)Content-Length: +1\r\n\r\n"),
        (400, "GET / HTTP/1.1\r\n\(host)Content-Length: 0x1\r\n\r\n"),
        (400, "GET / HTTP/1.1\r\n\(host)Content-Length:\r\n\r\n"),
        (400, "GET / HTTP/1.1\r\n\(host)Content-Length: 1, 2\r\n\r\n"),
        (400, "GET / HTTP/1.1\r\n\(host)Content-Length: 1\r\nContent-Length: 2\r\n\r\n"),
        (400, "GET / HTTP/1.1\r\n\(host)Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"),
        (400, "GET / HTTP/1.0\r\n\(host)Transfer-Encoding: chunked\r\n\r\n"),
        (501, "GET / HTTP/1.1\r\n\(host)Transfer-Encoding: gzip\r\n\r\n"),
        (501, "GET / HTTP/1.1\r\n\(host)Transfer-Encoding: gzip, chunked\r\n\r\n"),
        (501, "GET / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked, chunked\r\n\r\n"),
        (501, "GET / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n"),
        (501, "GET / HTTP/1.1\r\n\(host)Transfer-Encoding: \"chunked\"\r\n\r\n"),
        (505, "GET / HTTP/2.0\r\n\(host)\r\n"), (505, "GET / HTTP/0.9\r\n\(host)\r\n"), (505, "GET / HTTP/3.0\r\n\r\n"),
        (505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        (414, "GET /\(String(repeating: "a", count: 8192)) HTTP/1.1\r\n\(host)\r\n"),
        (414, "GET /\(String(repeating: "a", count: 20_000))"),
        (431, "GET / HTTP/1.1\r\n\(host)A: \(String(repeating: "a", count: 16 << 10))\r\n\r\n"),
        (431, "GET / HTTP/1.1\r\n\(host)A: \(String(repeating: "a", count: 17 << 10))"),
        (431, "GET / HTTP/1.1\r\n\(host)\(String(repeating: "A: b\r\n", count: 100))\r\n"),
    ]

    @Test(arguments: refused)
    func brokenRequestIsRefusedAndTheConnectionEnds(status: Int, request: AbridgedText) async throws {
        try await liveSite { site in
            let connection = try site.connect()
            try connection.send(request.string)
            let reply = try connection.readReply()
            #expect(reply.status == status)
            #expect(reply["Connection"] == "close")
            try #expect(connection.readToEnd().isEmpty)
            try site.expectToServe()
        }
    }

    @Test(arguments: refused.filter { $0.status == 400 })
    func nothingBehindABrokenRequestIsAnswered(status: Int, request: AbridgedText) async throws {
        try await liveSite { site in
            let connection = try site.connect()
            try connection.send(request.string + "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            _ = try connection.readReply()
            try #expect(connection.readToEnd().isEmpty)
        }
    }

    /// Targets whose path is broken in a request that is not, so that the connection goes on.
    @Test(arguments: ["/%", "/%4", "/%zz", "/a%00b", "/%0d%0aX:y", "/%ff", "/%c0%80", "/a%5cb", "/%ed%a0%80"])
    func brokenPathIsRefusedAndTheConnectionGoesOn(target: String) async throws {
        try await liveSite { site in
            let connection = try site.connect()
            try connection.sendRequest("GET", target)
            try #expect(connection.readReply().status == 400)
            try connection.sendRequest("GET", "/")
            try #expect(connection.readReply().text == LiveSite.index)
        }
    }

    @Test func aHundredFieldsAndALongTargetAreFine() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            let target = "/?" + String(repeating: "a", count: 8190)
            try connection.sendRequest("GET", target, fields: (0..<99).map { ("A\($0)", "b") })
            try #expect(connection.readReply().text == LiveSite.index)
        }
    }

    @Test func headOfJustTheLimitIsFine() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            let start = "GET / HTTP/1.1\r\nHost: localhost\r\nA: "
            let filling = String(repeating: "a", count: (16 << 10) - start.utf8.count - 4)
            try connection.send(start + filling + "\r\n\r\n")
            try #expect(connection.readReply().text == LiveSite.index)
        }
    }

    /// A TLS client's first bytes, and noise of all kinds: an answer or an end, and nothing worse.
    @Test(arguments: 0..<40)
    func noiseHarmsNobodyElse(seed: Int) async throws {
        try await liveSite { site in
            let connection = try site.connect()
            var noise = (0..<(seed * 97)).map { UInt8(truncatingIfNeeded: $0 &* $0 &* (seed &+ 7) >> 3) }
            if seed % 4 == 0 { noise = [0x16, 0x03, 0x01, 0x02, 0x00] + noise }
            if seed % 4 == 1 { noise = Array("GET /\(seed) HTTP/1.1\r\n".utf8) + noise }
            try connection.send(noise)
            try connection.shutdownOutput()
            try #expect(connection.isClosedByPeer())
            try site.expectToServe()
        }
    }

    @Test func resetInTheMiddleHarmsNobodyElse() async throws {
        try await liveSite { site in
            for part in ["", "G", "GET / HTTP/1.1\r\nHost: localhost\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"]
            {
                let connection = try site.connect()
                try connection.send(part)
                try connection.reset()
            }
            try site.expectToServe()
        }
    }
}
