import Foundation
import TestSupport
import Testing

/// Files that are answered from memory, where the way of a request is short: it must lead to the same place.
@Suite(.liveSite(fill))
struct LiveMemoryTests {
    private static let upgrade =
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"

    @Test(
        arguments: [
            ("GET /a.txt HTTP/1.1\r\nHost: localhost\r\n", 200),
            ("GET /a.txt?q HTTP/1.1\r\nHost: localhost\r\n", 200),
            ("GET /%61.txt HTTP/1.1\r\nHost: localhost\r\n", 200),
            ("GET http://localhost/a.txt HTTP/1.1\r\nHost: localhost\r\n", 200),
            ("GET http://localhost/a.txt HTTP/1.1\r\nHost: evil.example\r\n", 200),
            ("GET http://evil.example/a.txt HTTP/1.1\r\nHost: localhost\r\n", 421),
            ("GET http:///a.txt HTTP/1.1\r\nHost: localhost\r\n", 421),
            ("GET /a.txt HTTP/1.1\r\nHost: evil.example\r\n", 421),
            ("GET /a.txt HTTP/1.1\r\nHost: localhosu\r\n", 421),
            ("GET /a.txt HTTP/1.1\r\nHost:\r\n", 421),
            ("GET /a.txt HTTP/1.1\r\n", 400),
            ("GET /a.txt HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n", 400),
            ("GET /a.txt HTTP/1.0\r\nHost: localhost\r\n", 200),
            ("GET /a.txt HTTP/1.0\r\n", 200),
            ("GET /a.txt HTTP/1.0\r\nHost: evil.example\r\n", 421),
            ("POST /a.txt HTTP/1.1\r\nHost: localhost\r\n", 405),
            ("get /a.txt HTTP/1.1\r\nHost: localhost\r\n", 405),
            ("PUT /a.txt HTTP/1.1\r\nHost: localhost\r\n", 405),
            ("GET /echo HTTP/1.1\r\nHost: localhost\r\n", 200),
            ("GET /echo HTTP/1.1\r\nHost: localhost\r\n\(upgrade)", 101),
            ("GET /echo HTTP/1.1\r\nHost: evil.example\r\n\(upgrade)", 421),
            ("GET /echo HTTP/1.0\r\nHost: localhost\r\n\(upgrade)", 200),
            ("GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\(upgrade)", 200),
            ("GET /a.txt/ HTTP/1.1\r\nHost: localhost\r\n", 404),
            ("GET /A.txt HTTP/1.1\r\nHost: localhost\r\n", 404),
        ]
    )
    func requestBehindAGoodOneIsAnsweredAsTheFirst(_ request: String, _ status: Int) async throws {
        try await liveSite { site in
            for warmUp in [[], ["/a.txt", "/echo", "/a.txt", "/echo"]] {
                let connection = try site.connect()
                for path in warmUp {
                    try connection.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    #expect(try connection.readReply().status == 200)
                }
                for number in 0..<2 {
                    try connection.send(request + "\r\n")
                    let reply = try connection.readReply()
                    #expect(reply.status == status)
                    if status == 200 { #expect(reply.text == (request.contains("/echo") ? "file" : "aaa")) }
                    if status == 101 || reply["Connection"] == "close" || number == 1 { break }
                }
            }
        }
    }

    @Test func otherHostIsRefusedHoweverOften() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            for _ in 0..<3 {
                for (host, status) in [("localhost", 200), ("evil.example", 421), ("127.0.0.1", 200)] {
                    try connection.send("GET /a.txt HTTP/1.1\r\nHost: \(host)\r\n\r\n")
                    #expect(try connection.readReply().status == status)
                }
            }
        }
    }

    @Test func pipelinedRequestsAreAnsweredInTheirOrder() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            let targets = ["/a.txt", "/b.txt", "/missing", "/a.txt", "/large.bin", "/b.txt", "/middle.bin", "/a.txt"]
            for _ in 0..<3 {
                try connection.send(targets.map { "GET \($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined())
                let replies = try targets.map { _ in try connection.readReply() }
                #expect(replies.map(\.status) == [200, 200, 404, 200, 200, 200, 200, 200])
                #expect(replies.map(\.body.count).filter { $0 > 1000 } == [400_000, 250_000])
                #expect([0, 1, 3, 5, 7].map { replies[$0].text } == ["aaa", "bbb", "aaa", "bbb", "aaa"])
            }
        }
    }

    @Test func headNeverHasABody() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            for method in ["HEAD", "GET", "HEAD", "GET", "GET", "HEAD"] {
                try connection.send("\(method) /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")
                let reply = try connection.readReply(toHead: method == "HEAD")
                #expect(reply["Content-Length"] == "3")
                #expect(reply.text == (method == "GET" ? "aaa" : ""))
            }
        }
    }

    @Test func fileThatIsKnownToBeUnchangedHasNoBody() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            try connection.sendRequest("GET", "/a.txt")
            let tag = try #require(try connection.readReply()["ETag"])
            for _ in 0..<3 {
                try connection.sendRequest("GET", "/a.txt", fields: [("If-None-Match", tag)])
                let reply = try connection.readReply()
                #expect(reply.status == 304)
                #expect(reply["Content-Length"] == nil)
                #expect(reply["ETag"]?.hasSuffix(tag.drop { $0 != "\"" }) ?? false)
            }
        }
    }
}

private func fill(_ site: TemporaryDirectory) throws {
    try site.write("aaa", to: "a.txt")
    try site.write("bbb", to: "b.txt")
    try site.write("file", to: "echo")
    try site.write(Data(count: 250_000), to: "middle.bin")
    try site.write(Data(count: 400_000), to: "large.bin")
}
