import NIOCore
import TestSupport
import Testing

@testable import WebDemoServer

/// Bodies of requests on their way to another server.
struct ProxyBodyTests {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    /// Answers when the body of so many bytes is there.
    private static func counting(_ bytes: Int) -> Upstream.Behaviour {
        { connection in
            guard connection.hasHead, let end = connection.received.firstRange(of: "\r\n\r\n") else { return }
            let head = connection.received[..<end.upperBound].utf8.count
            if connection.receivedBytes - head >= bytes { connection.send(ok) }
        }
    }

    @Test(arguments: [1, 1000, 20 << 20])
    func bodyWithALengthArrivesWhole(_ bytes: Int) async throws {
        try await withProxy(Self.counting(bytes)) { site, upstream in
            let connection = try site.connect()
            try connection.sendRequest("PUT", "/api", body: [UInt8](repeating: 0x61, count: bytes))
            #expect(try connection.readReply().text == "ok")
            #expect(upstream.received.contains("\r\nContent-Length: \(bytes)\r\n"))
            #expect(!upstream.received.lowercased().contains("transfer-encoding"))
            try connection.sendRequest("GET", "/")
            #expect(try connection.readReply().status == 200)
        }
    }

    @Test func chunksAreFramedAnew() async throws {
        try await withProxy { connection in
            if connection.received.hasSuffix("\r\n0\r\n\r\n") { connection.send(Self.ok) }
        } _: { site, upstream in
            let connection = try site.connect()
            let head = "POST /api HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
            let evil = "GET /evil HTTP/1.1\r\nHost: x\r\n\r\n"
            try connection.send(
                head
                    + "05;ext=\"x\"\r\nhello\r\n\(String(evil.utf8.count, radix: 16))\r\n\(evil)\r\n0\r\nX-Trailer: 1\r\n\r\n"
            )
            #expect(try connection.readReply().text == "ok")
            let received = upstream.received
            #expect(received.lowercased().contains("\r\ntransfer-encoding: chunked\r\n"))
            #expect(!received.contains("X-Trailer") && !received.contains("ext="))
            #expect(received.contains("hello") && received.contains(evil))
            try connection.sendRequest("GET", "/")
            #expect(try connection.readReply().status == 200)
        }
    }

    @Test func bodyIsPassedOnBeforeItIsAllThere() async throws {
        try await withProxy { connection in
            if connection.received.hasSuffix("second") { connection.send(Self.ok) }
        } _: { site, upstream in
            let connection = try site.connect()
            try connection.send("POST /api HTTP/1.1\r\nHost: localhost\r\nContent-Length: 11\r\n\r\nfirst")
            eventually("the first part arrives") { upstream.received.hasSuffix("\r\n\r\nfirst") }
            try connection.send("second")
            #expect(try connection.readReply().text == "ok")
        }
    }

    @Test func clientThatWaitsToBeAskedIsAsked() async throws {
        try await withProxy(Self.counting(3)) { site, upstream in
            let connection = try site.connect()
            try connection.send(
                "POST /api HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
            )
            #expect(try connection.readReply().status == 100)
            try connection.send("abc")
            #expect(try connection.readReply().text == "ok")
            #expect(!upstream.received.contains("Expect"))
        }
    }

    @Test(arguments: [
        "Transfer-Encoding: chunked\r\nContent-Length: 3", "Content-Length: 3\r\nContent-Length: 4",
        "Content-Length: +3", "Transfer-Encoding: chunked, identity", "Transfer-Encoding: \u{b}chunked",
        "Transfer-Encoding : chunked", "Content-Length: 3\r\n Transfer-Encoding: chunked", "Content-Length: 0x3",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "X: a\rTransfer-Encoding: chunked",
    ])
    func framingThatCouldBeReadInTwoWaysGoesNowhere(_ lines: String) async throws {
        try await withProxy(answering(Self.ok)) { site, upstream in
            let connection = try site.connect()
            try connection.send(
                "POST /api HTTP/1.1\r\nHost: localhost\r\n\(lines)\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\n\r\n"
            )
            let status = try connection.readReply().status
            #expect(status == 400 || status == 501)
            try #expect(connection.isClosedByPeer())
            #expect(upstream.opened == 0)
        }
    }

    @Test(arguments: [
        "zz\r\nabc\r\n", "3\r\nabcX\r\n", "3\nabc\r\n", "-3\r\nabc\r\n", "FFFFFFFFFFFFFFFFF\r\n", "3 x\r\nabc\r\n",
    ])
    func brokenChunksNeverEndTheBody(_ chunks: String) async throws {
        try await withProxy { connection in
            if connection.received.hasSuffix("0\r\n\r\n") { connection.send(Self.ok) }
        } _: { site, upstream in
            let connection = try site.connect()
            try connection.send(
                "POST /api HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)0\r\n\r\n"
            )
            #expect(try connection.readReply().status == 400)
            try #expect(connection.isClosedByPeer())
            eventually("the other server's connection ends") { upstream.closed == upstream.opened }
            #expect(!upstream.received.contains("\r\n0\r\n\r\n"))
        }
    }

    @Test func bodyThatEndsTooSoonNeverEndsTheRequest() async throws {
        try await withProxy(Self.counting(10)) { site, upstream in
            for framing in ["Content-Length: 10\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"] {
                let connection = try site.connect()
                try connection.send("POST /api HTTP/1.1\r\nHost: localhost\r\n\(framing)")
                try connection.shutdownOutput()
                #expect(try connection.readReply().status == 400)
            }
            eventually("the other server's connections end") { upstream.closed == 2 }
            #expect(!upstream.received.hasSuffix("0\r\n\r\n"))
        }
    }

    @Test func slowOtherServerIsNotBufferedFor() async throws {
        try await withProxy(reads: false) { _ in
        } _: { site, _ in
            let connection = try site.connect()
            try connection.send("POST /api HTTP/1.1\r\nHost: localhost\r\nContent-Length: 268435456\r\n\r\n")
            let taken = try connection.sendUntilBlocked([UInt8](repeating: 0, count: 64 << 20), within: .seconds(4))
            // What two systems hold for a socket each way, and no more than a mebibyte of our own.
            #expect(taken < 40 << 20)
        }
    }

    @Test func answerBeforeTheEndOfTheBodyArrives() async throws {
        let answer = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig"
        try await withProxy(answering(answer)) { site, _ in
            let connection = try site.connect()
            try connection.send("POST /api HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\nabc")
            let reply = try connection.readReply()
            #expect(reply.status == 413 && reply.text == "big" && reply["Connection"] == "close")
            try #expect(connection.isClosedByPeer())
        }
    }

    @Test func smallChunksByTheHundredThousandDoNoHarm() async throws {
        let count = 100_000
        try await withProxy { connection in
            if connection.received.hasSuffix("\r\n0\r\n\r\n") || connection.receivedBytes > count {
                connection.send(Self.ok)
                connection.close()
            }
        } _: { site, _ in
            let connection = try site.connect()
            let chunks = [UInt8](repeatElement(Array("1\r\na\r\n".utf8), count: count).joined())
            try connection.send("POST /api HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
            try connection.send(chunks + Array("0\r\n\r\n".utf8))
            #expect(try connection.readReply().status == 200)
            try site.expectToServe()
        }
    }
}
