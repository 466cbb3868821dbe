import Foundation
import NIOCore
import TestSupport
import Testing

@testable import WebDemoServer

/// What another server is sent, and what becomes of its answer.
struct ProxyPassingTests {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    @Test(arguments: ["GET", "DELETE", "OPTIONS", "PROPFIND", "POST", "PUT", "PATCH"])
    func everyMethodIsPassedOn(_ method: String) async throws {
        try await withProxy(answering(Self.ok)) { site, upstream in
            let reply = try site.request("/api/a?b=c", method: method)
            #expect(reply.status == 200 && reply.text == "ok")
            #expect(upstream.received.hasPrefix("\(method) /api/a?b=c HTTP/1.1\r\n"))
        }
    }

    @Test(arguments: [
        ("/api", "/api"), ("/api/", "/api/"), ("/api?", "/api?"), ("/api//a", "/api//a"), ("/api/%41", "/api/%41"),
        ("/api/a;b=c,d:e@f!$&'()*+", "/api/a;b=c,d:e@f!$&'()*+"), ("/api/%2F%5c", "/api/%2F%5c"),
        ("/api?q[]=1&r={a|b}^`", "/api?q%5B%5D=1&r=%7Ba%7Cb%7D%5E%60"), ("/api/100%", "/api/100%25"),
        ("/api/中", "/api/%E4%B8%AD"), ("/api?http://other/?x", "/api?http://other/?x"), ("/api/a?b?c", "/api/a?b?c"),
        ("http://localhost/api/x", "/api/x"),
    ])
    func targetArrivesAsItWasSent(_ sent: String, _ received: String) async throws {
        try await withProxy(answering(Self.ok)) { site, upstream in
            try #expect(site.request(sent).status == 200)
            #expect(upstream.received.hasPrefix("GET \(received) HTTP/1.1\r\n"), "\(upstream.received)")
        }
    }

    @Test func fieldsOfThisHopEndHere() async throws {
        try await withProxy(answering(Self.ok)) { site, upstream in
            _ = try site.request(
                "/api",
                [
                    ("Connection", "keep-alive, X-Secret"), ("X-Secret", "1"), ("Keep-Alive", "timeout=5"),
                    ("TE", "trailers"), ("Proxy-Authorization", "Basic eA=="), ("Upgrade", "h2c"), ("X-Kept", "a"),
                    ("Cookie", "a=1; webdemo-teacher=secret; b=2"), ("X-Forwarded-For", "6.6.6.6"),
                    ("Forwarded", "for=6.6.6.6"), ("X-Forwarded-Host", "evil"), ("X-Forwarded-Proto", "https"),
                ]
            )
            let lines = upstream.received.split(separator: "\r\n" as Character).dropFirst().map { $0.lowercased() }
            let via = lines.filter { $0.hasPrefix("via:") }
            #expect(via.count == 1 && via[0].hasPrefix("via: 1.1 webdemo-"))
            #expect(
                Set(lines).subtracting(via) == [
                    "host: 127.0.0.1:\(site.port)", "x-kept: a", "cookie: a=1; b=2", "x-forwarded-for: 127.0.0.1",
                    "x-forwarded-host: 127.0.0.1:\(site.port)", "x-forwarded-proto: http",
                    "forwarded: for=127.0.0.1;host=\"127.0.0.1:\(site.port)\";proto=http",
                ]
            )
        }
    }

    @Test func answerArrivesAsItWasSentWithoutTheFieldsOfTheHop() async throws {
        let answer =
            "HTTP/1.1 418 I'm a teapot\r\nContent-Length: 3\r\nSet-Cookie: a=1; Path=/\r\nSet-Cookie: b=2\r\n"
            + "Connection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\nContent-Encoding: gzip\r\nServer: other\r\n\r\nabc"
        try await withProxy(answering(answer)) { site, _ in
            let reply = try site.request("/api", [("Accept-Encoding", "gzip")])
            #expect(reply.status == 418 && reply.reason == "I'm a teapot" && reply.text == "abc")
            #expect(reply.values(of: "Set-Cookie") == ["a=1; Path=/", "b=2"])
            #expect(reply.values(of: "Server") == ["other"] && reply["Content-Encoding"] == "gzip")
            #expect(reply["Connection"] == nil && reply["X-Hop"] == nil && reply["Keep-Alive"] == nil)
            #expect(reply["X-Content-Type-Options"] == nil && reply["Date"] != nil)
        }
    }

    @Test(
        arguments: [
            ("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", 200, "1000"),
            ("GET", "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n", 304, nil),
            ("GET", "HTTP/1.1 204 No Content\r\n\r\n", 204, nil),
            ("GET", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, "0"),
            ("HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", 200, nil),
            (
                "GET",
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n",
                302, "0"
            ),
        ] as [(String, String, Int, String?)]
    )
    func answerWithoutABodyLeavesTheConnectionUsable(
        _ method: String,
        _ answer: String,
        _ status: Int,
        _ length: String?
    ) async throws {
        try await withProxy(answering(answer)) { site, _ in
            let connection = try site.connect()
            try connection.sendRequest(method, "/api")
            let reply = try connection.readReply(toHead: true)
            #expect(reply.status == status && reply["Content-Length"] == length)
            try connection.sendRequest("GET", "/")
            #expect(try connection.readReply().text == LiveSite.index)
        }
    }

    @Test func bodyOfUnknownLengthIsChunkedAnew() async throws {
        let answer =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: 1\r\n\r\n"
        try await withProxy(answering(answer)) { site, _ in
            let connection = try site.connect()
            try connection.sendRequest("GET", "/api")
            let bytes = try connection.read(until: "0\r\n\r\n")
            #expect(bytes.contains("\r\nTransfer-Encoding: chunked\r\n"))
            let chunks = bytes.components(separatedBy: "\r\n\r\n").dropFirst().joined()
            #expect(["3\r\nabc\r\n2\r\nde\r\n0", "5\r\nabcde\r\n0"].contains(chunks))
            try connection.sendRequest("GET", "/")
            #expect(try connection.readReply().text == LiveSite.index)
        }
    }

    @Test func olderClientGetsABodyThatEndsWithTheConnection() async throws {
        let answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
        try await withProxy(answering(answer)) { site, _ in
            let connection = try site.connect()
            try connection.send("GET /api HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            let text = String(decoding: try connection.readToEnd(), as: UTF8.self)
            #expect(text.hasSuffix("\r\n\r\nabc") && text.contains("Connection: close") && !text.contains("chunked"))
        }
    }

    @Test func bodyUntilCloseOfTheOtherServerIsComplete() async throws {
        try await withProxy { connection in
            connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc")
            connection.close()
        } _: { site, _ in
            let connection = try site.connect()
            try connection.sendRequest("GET", "/api")
            #expect(try connection.read(until: "0\r\n\r\n").hasSuffix("\r\n\r\n3\r\nabc\r\n0\r\n\r\n"))
        }
    }

    @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
        try await withProxy { connection in
            let count = connection.received.components(separatedBy: "\r\n\r\nbody").count - 1
            guard count > connection.answered else { return }
            connection.answered = count
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n\(count)")
        } _: { site, _ in
            let connection = try site.connect()
            let post = "POST /api HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody"
            try connection.send(post + "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" + post)
            #expect(try connection.readReply().text == "1")
            #expect(try connection.readReply().text == LiveSite.index)
            // On the same connection to the other server or on a new one.
            #expect(["1", "2"].contains(try connection.readReply().text))
        }
    }

    @Test func ownPathsAndOtherNamesStayHere() async throws {
        try await withProxy(answering(Self.ok)) { site, upstream in
            try #expect(site.request("/").text == LiveSite.index)
            try #expect(site.request("/apis").status == 404)
            try #expect(site.request("/API").status == 404)
            #expect(upstream.opened == 0)
        }
    }

    @Test(arguments: ["/api/../x", "/api/%2e%2E/x", "/api/..%2fx", "/api/.", "/api/..%5cx", "/api/a/..", "/api/..\\x"])
    func pathThatLeadsElsewhereIsRefused(_ path: String) async throws {
        try await withProxy(answering(Self.ok)) { site, upstream in
            try #expect(site.request(path).status == 400)
            #expect(upstream.opened == 0)
        }
    }

    @Test func requestThatComesRoundIsRefused() async throws {
        let port = try HeldPort.free()
        let rule = try ProxyRule(prefix: "/api", target: ProxyTarget("http://127.0.0.1:\(port)"))
        try await withLiveSite({
            $0.proxies = [rule]
            $0.ports = [port]
        }) { site in
            let reply = try site.request("/api")
            #expect(reply.status == 508 && reply.text.contains("leads back here"))
        }
    }

    @Test func foreignHostIsRefusedBeforeAnythingIsPassedOn() async throws {
        try await withProxy(answering(Self.ok)) { site, upstream in
            let connection = try site.connect()
            try connection.sendRequest("POST", "/api", fields: [("Host", "evil.example")], body: Array("abc".utf8))
            #expect(try connection.readReply().status == 421)
            try #expect(connection.isClosedByPeer())
            #expect(upstream.opened == 0)
        }
    }

    @Test func traceIsNotPassedOn() async throws {
        try await withProxy(answering(Self.ok)) { site, upstream in
            try #expect(site.request("/api", method: "TRACE").status == 405)
            #expect(upstream.opened == 0)
        }
    }
}
