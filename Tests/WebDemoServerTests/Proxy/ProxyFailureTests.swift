import Foundation
import Logging
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import WebDemoServer

/// Another server that is down, slow, broken, or left alone by the client.
struct ProxyFailureTests {
    private static func rule(_ port: Int) throws -> ProxyRule {
        try ProxyRule(prefix: "/api", target: ProxyTarget("http://127.0.0.1:\(port)"))
    }

    @Test(arguments: [
        ("text/html", "text/html; charset=utf-8"), ("application/json, text/plain, */*", "application/json"),
        ("*/*", "text/plain; charset=utf-8"),
    ])
    func serverThatIsDownIsExplainedInTheFormAskedFor(_ accept: String, _ type: String) async throws {
        // So that no other test has a server there meanwhile.
        let held = try HeldPort(listens: false)
        defer { withExtendedLifetime(held) {} }
        let port = held.number
        let rule = try Self.rule(port)
        try await withLiveSite({ $0.proxies = [rule] }) { site in
            let reply = try site.request("/api/x", [("Accept", accept)])
            #expect(reply.status == 502)
            #expect(type.hasPrefix("text/html") || reply["Content-Type"] == type)
            for text in ["the connection was refused", "Start the server at http://127.0.0.1:\(port)", "连接被拒绝"] {
                #expect(reply.text.contains(text))
            }
            if type == "application/json" {
                let problem = try JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: Any]
                #expect(problem?["status"] as? Int == 502)
            }
        }
    }

    @Test func outageIsOneLineOfTheLogAndItsEndAnother() async throws {
        let log = RecordedLog(.notice)
        // No other test has a server there before ours.
        let held = Mutex<HeldPort?>(try HeldPort(listens: false))
        let port = try #require(held.withLock { $0?.number })
        let rule = try Self.rule(port)
        try await withLiveSite({ $0.proxies = [rule] }, logger: log.background.logger) { site in
            for _ in 0..<5 { try #expect(site.request("/api").status == 502) }
            held.withLock { $0 = nil }
            try await withUpstream(port: port, answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) { _ in
                for _ in 0..<3 { try #expect(site.request("/api").status == 200) }
            }
        }
        let lines = await log.lines.map(\.text).filter { $0.contains("--proxy") }
        #expect(lines.count == 2 && lines[0].contains("refused") && lines[1].contains("answers again"), "\(lines)")
    }

    @Test func serverThatNeverAnswersTimesOut() async throws {
        try await withProxy(options: { $0.proxyTimeouts.idle = .milliseconds(300) }, { _ in }) { site, upstream in
            let reply = try site.request("/api")
            #expect(reply.status == 504 && reply.text.contains("did not answer"))
            eventually("its connection ends") { upstream.closed == 1 }
        }
    }

    @Test func nameThatDoesNotExistIsSaid() async throws {
        let rule = try ProxyRule(prefix: "/api", target: ProxyTarget("http://no-such-host.invalid:1"))
        try await withLiveSite({ $0.proxies = [rule] }) { site in
            let reply = try site.request("/api")
            #expect(reply.status == 502 && reply.text.contains("no host named 'no-such-host.invalid'"), "\(reply.text)")
        }
    }

    @Test(arguments: [
        "garbage\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", "HTTP/1.1 200 OK\r\nA b: c\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: b\u{0}c\r\n\r\n", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: " + String(repeating: "a", count: 200_000) + "\r\n\r\n",
    ])
    func answerThatIsNoneIsSaid(_ answer: String) async throws {
        try await withProxy(answering(answer)) { site, _ in
            let reply = try site.request("/api")
            #expect(reply.status == 502, "\(reply.text)")
            try site.expectToServe()
        }
    }

    @Test func connectionThatEndsBeforeTheAnswerIsTriedOnceMoreAndSaid() async throws {
        try await withProxy {
            $0.close()
        } _: { site, upstream in
            let reply = try site.request("/api")
            #expect(reply.status == 502 && reply.text.contains("without an answer"))
            #expect(upstream.opened == 2)
            try #expect(site.request("/api", method: "POST").status == 502)
            #expect(upstream.opened == 3)
        }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n",
    ])
    func answerThatBreaksOffNeverLooksComplete(_ answer: String) async throws {
        try await withProxy { connection in
            connection.send(answer)
            connection.channel.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(200)) { connection.close() }
        } _: { site, _ in
            let connection = try site.connect()
            try connection.sendRequest("GET", "/api")
            let text = String(decoding: try connection.readToEnd(), as: UTF8.self)
            #expect((text.contains("abc") || answer.contains("zz")) && !text.hasSuffix("0\r\n\r\n"))
            let older = try site.connect()
            try older.send("GET /api HTTP/1.0\r\n\r\n")
            if text.contains("chunked") {
                // Its end is the end of the connection, so that must be none.
                #expect(throws: RawConnectionError.self) { try older.readToEnd() }
            }
        }
    }

    @Test func clientThatGoesEndsTheRequest() async throws {
        try await withProxy(options: { $0.proxyTimeouts.idleWithoutClient = .milliseconds(300) }, { _ in }) {
            site,
            upstream in
            let closed = try site.connect()
            try closed.sendRequest("GET", "/api")
            eventually("it arrives") { upstream.opened == 1 }
            closed.close()
            eventually("it ends") { upstream.closed == 1 }
            let reset = try site.connect()
            try reset.sendRequest("GET", "/api")
            eventually("it arrives") { upstream.opened == 2 }
            try reset.reset()
            eventually("it ends") { upstream.closed == 2 }
        }
    }

    @Test func clientThatOnlyEndsItsSideGetsItsAnswer() async throws {
        try await withProxy { connection in
            connection.channel.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(300)) {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            }
        } _: { site, _ in
            let connection = try site.connect()
            try connection.sendRequest("GET", "/api")
            try connection.shutdownOutput()
            #expect(try connection.readReply().text == "ok")
        }
    }

    @Test func eventsArriveOneByOneAndOutliveTheTimeout() async throws {
        try await withProxy(options: { $0.proxyTimeouts.idle = .milliseconds(200) }) { connection in
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\ndata: 1\n\n")
            connection.channel.eventLoop.assumeIsolated().scheduleTask(in: .seconds(1)) {
                connection.send("data: 2\n\n")
            }
        } _: { site, upstream in
            let connection = try site.connect()
            try connection.sendRequest("GET", "/api", fields: [("Accept", "text/event-stream")])
            #expect(!(try connection.read(until: "data: 1\n\n")).contains("data: 2"))
            _ = try connection.read(until: "data: 2\n\n")
            try await site.stopping.stop()
            let rest = String(decoding: try connection.readToEnd(), as: UTF8.self)
            #expect(!rest.hasSuffix("0\r\n\r\n"))
            eventually("it ends there too") { upstream.closed == upstream.opened }
        }
    }

    @Test func slowClientIsNotBufferedFor() async throws {
        let written = EndlessWriter()
        try await withProxy { connection in
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
            written.pump(connection.channel)
        } _: { site, _ in
            let connection = try site.connect(receiveBufferBytes: 16 << 10)
            try connection.sendRequest("GET", "/api")
            _ = try connection.read(until: "\r\n\r\n")
            pause(.seconds(2))
            // What the systems hold for four ends of sockets, and a piece of our own.
            #expect(written.bytes < 40 << 20)
            connection.close()
        }
    }
}
