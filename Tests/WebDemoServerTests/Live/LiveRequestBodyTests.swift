import TestSupport
import Testing

@Suite(.liveSite())
struct LiveRequestBodyTests {
    /// Rows: what follows `Host` in a request whose body is small and complete, body included.
    @Test(arguments: [
        "Content-Length: 10\r\n\r\n0123456789", "Content-Length: 0\r\n\r\n", "Content-Length: 00010\r\n\r\n0123456789",
        "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n0\r\n\r\n",
        "Transfer-Encoding: Chunked\r\n\r\n3;name=value\r\nabc\r\n002\r\nde\r\n0\r\nTrailer: x\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n10;a=\"b c\"\r\nGET / HTTP/1.1\r\n\r\n000\r\n\r\n",
    ])
    func bodyIsDrainedAndTheConnectionKept(rest: String) async throws {
        try await liveSite { site in
            for method in ["GET", "POST"] {
                let connection = try site.connect()
                try connection.send("\(method) / HTTP/1.1\r\nHost: localhost\r\n\(rest)")
                try #expect(connection.readReply().status == (method == "GET" ? 200 : 405))
                try connection.sendRequest("GET", "/")
                try #expect(connection.readReply().text == LiveSite.index)
            }
        }
    }

    @Test func bodyInSegmentsOfOneByteIsDrained() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            try connection.send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
            for byte in "5;x\r\nhello\r\n0\r\nA: b\r\n\r\n".utf8 {
                try connection.send([byte])
            }
            try connection.sendRequest("GET", "/")
            try #expect(connection.readReply().status == 405)
            try #expect(connection.readReply().text == LiveSite.index)
        }
    }

    @Test(arguments: [
        "Content-Length: 102400\r\n\r\n", "Content-Length: 99999999999999999999999\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n19000\r\n", "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n",
    ])
    func longBodyIsAnsweredAndTheConnectionEnds(rest: String) async throws {
        try await liveSite { site in
            let connection = try site.connect()
            try connection.send("POST / HTTP/1.1\r\nHost: localhost\r\n\(rest)")
            try connection.send([UInt8](repeating: 0x61, count: 100 << 10))
            let reply = try connection.readReply()
            #expect(reply.status == 405)
            #expect(reply["Connection"] == "close")
            try #expect(connection.readToEnd().isEmpty)
        }
    }

    @Test(arguments: [
        "x\r\n", "\r\n", "-1\r\n", "5\r\nhelloX\r\n", "5\r\nhello0\r\n\r\n", "0x5\r\nhello\r\n", " 5\r\nhello\r\n",
        "5 \u{0}\r\nhello\r\n", "10000000\r\n",
        // A line that ends with LF alone, or has a CR inside, ends elsewhere for others (RFC 9112 §7.1).
        "5\nhello\r\n0\r\n\r\n", "5\r\nhello\n0\r\n\r\n", "5\rx\r\nhello\r\n0\r\n\r\n", "0\r\nA: b\n\r\n",
    ])
    func brokenChunkEndsTheConnection(body: String) async throws {
        try await liveSite { site in
            let connection = try site.connect()
            try connection.send("GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n\(body)")
            try connection.sendRequest("GET", "/smuggled")
            let reply = try connection.readReply()
            #expect(reply["Connection"] == "close")
            try #expect(connection.readToEnd().isEmpty)
        }
    }

    @Test func clientThatWaitsToBeAskedForItsBodyIsAnsweredAtOnce() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            let fields = [("Expect", "100-continue"), ("Content-Length", "10")]
            try connection.sendRequest("POST", "/", fields: fields)
            let reply = try connection.readReply(within: .seconds(9))
            #expect(reply.status == 405)
            #expect(reply["Connection"] == "close")
            try #expect(connection.readToEnd().isEmpty)
        }
    }

    @Test func expectationWithoutABodyChangesNothing() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            try connection.sendRequest("GET", "/", fields: [("Expect", "100-continue")])
            try #expect(connection.readReply().text == LiveSite.index)
            try connection.sendRequest("GET", "/")
            try #expect(connection.readReply().text == LiveSite.index)
        }
    }
}
