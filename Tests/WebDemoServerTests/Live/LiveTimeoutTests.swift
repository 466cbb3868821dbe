import NIOCore
import TestSupport
import Testing
import WebDemoServer

struct LiveTimeoutTests {
    @Test(arguments: ["G", "GET / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nabc"])
    func unfinishedRequestTimesOut(part: String) async throws {
        try await withLiveSite({ $0.timeouts.request = .milliseconds(200) }) { site in
            let connection = try site.connect()
            try connection.send(part)
            let reply = try connection.readReply(within: .seconds(60))
            #expect(reply.status == 408)
            #expect(reply["Connection"] == "close")
            try #expect(connection.readToEnd().isEmpty)
            try site.expectToServe()
        }
    }

    @Test func dribblingDoesNotHoldAConnection() async throws {
        try await withLiveSite({ $0.timeouts.request = .milliseconds(300) }) { site in
            let connection = try site.connect()
            for _ in 0..<10 where try !connection.isClosedByPeer(within: .milliseconds(50)) {
                try? connection.send("A")
            }
            let reply = try connection.readReply()
            #expect(reply.status == 408)
        }
    }

    @Test func idleConnectionIsClosedWithoutAWord() async throws {
        try await withLiveSite({ $0.timeouts.idle = .seconds(1) }) { site in
            let fresh = try site.connect()
            let used = try site.connect()
            try used.sendRequest("GET", "/")
            try #expect(used.readReply().status == 200)
            try #expect(fresh.readToEnd(within: .seconds(60)).isEmpty)
            try #expect(used.readToEnd(within: .seconds(60)).isEmpty)
        }
    }

    @Test func everyRequestHasTheWholeTime() async throws {
        try await withLiveSite({ $0.timeouts.request = .seconds(5) }) { site in
            let connection = try site.connect()
            let (start, end) = ("POST / HTTP/1.1\r\nHost: local", "host\r\n\r\n")
            try connection.send(start)
            for _ in 0..<6 {
                pause(.milliseconds(1200))
                // The end of one request and the start of the next, which is answered without leaving the event loop.
                try connection.send(end + start)
                try #expect(connection.readReply().status == 405)
            }
        }
    }

    @Test func clientThatIgnoresTheEndIsCutOff() async throws {
        try await withLiveSite({ $0.timeouts.linger = .milliseconds(200) }) { site in
            let connection = try site.connect()
            try connection.sendRequest("GET", "/", fields: [("Connection", "close")])
            try #expect(connection.readReply().status == 200)
            try #expect(connection.readToEnd().isEmpty)
            pause(.seconds(2))
            // The first byte to a closed socket brings the reset, the second one meets it.
            try? connection.send("x")
            pause(.milliseconds(500))
            #expect(throws: RawConnectionError.self) { try connection.send("x") }
        }
    }
}
