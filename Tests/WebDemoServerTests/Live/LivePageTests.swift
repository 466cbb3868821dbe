import HTTPTypes
import Logging
import NIOCore
import StaticSite
import TestSupport
import Testing

@testable import WebDemoServer

/// What is said where there is no file: the site's own pages, and the fields that every answer has.
struct LivePageTests {
    private static let marked: @Sendable (inout ServerOptions) -> Void = { options in
        options.site.fields = HTTPFields(
            [("X-Site", "yes")].compactMap { name, value in
                HTTPField.Name(name).map { HTTPField(name: $0, value: value) }
            }
        )
    }

    @Test(
        arguments: [
            ("GET / HTTP/1.1\r\nHost: localhost", 200), ("GET / HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: *", 304),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-1", 206),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nRange: bytes=99999-", 416),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nIf-Match: \"x\"", 412),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: identity;q=0", 406),
            ("GET /folder HTTP/1.1\r\nHost: localhost", 301), ("GET /folder/ HTTP/1.1\r\nHost: localhost", 404),
            ("GET /missing HTTP/1.1\r\nHost: localhost", 404), ("GET /.env HTTP/1.1\r\nHost: localhost", 404),
            ("GET /%zz HTTP/1.1\r\nHost: localhost", 400), ("POST / HTTP/1.1\r\nHost: localhost", 405),
            ("GET / HTTP/1.1\r\nHost: evil.example", 421), ("GET /echo HTTP/1.1\r\nHost: localhost", 426),
        ],
        [false, true]
    )
    func everyAnswerHasTheFieldsOfTheSite(_ row: (request: String, status: Int), _ hasOwnPage: Bool) async throws {
        try await withLiveSite(Self.marked) { site in
            try site.directory.write("x", to: "folder/x.txt")
            if hasOwnPage { try site.directory.write("<p>own", to: "404.html") }
            let connection = try site.connect()
            for _ in 0..<2 {
                try connection.send(row.request + "\r\n\r\n")
                let reply = try connection.readReply()
                #expect(reply.status == row.status)
                #expect(reply.values(of: "X-Site") == ["yes"])
                #expect(reply.values(of: "Server") == ["webdemo"])
                if row.status == 404 { #expect((reply.text == "<p>own") == hasOwnPage) }
            }
        }
    }

    @Test func ownPageIsNotTakenForTheFile() async throws {
        try await withLiveSite { site in
            try site.directory.write("<p>own", to: "404.html")
            let connection = try site.connect()
            for _ in 0..<2 {
                for target in ["/missing", "/.git/config", "//x", "/folder/../.."] {
                    try connection.sendRequest("GET", target, fields: [("Range", "bytes=0-1"), ("If-None-Match", "*")])
                    let reply = try connection.readReply()
                    #expect(reply.status == 404)
                    #expect(reply.text == "<p>own")
                    #expect(reply["Content-Type"] == "text/html")
                    #expect(reply["ETag"] == nil && reply["Last-Modified"] == nil)
                }
            }
            try #expect(site.request("/404.html").status == 200)
        }
    }

    /// `nil`: none, as on plain HTTP over a LAN.
    @Test(
        arguments: [
            ("text/html,*/*", nil, 200), ("text/html", "navigate", 200), ("text/html", "cors", 404),
            ("*/*", nil, 404), ("*/*", "navigate", 404), ("image/avif", "no-cors", 404),
        ] as [(String, String?, Int)]
    )
    func fallbackIsForPagesAlone(_ accept: String, _ mode: String?, _ status: Int) async throws {
        let fallback = try RequestPath(target: "/index.html")
        try await withLiveSite({ $0.site.fallback = fallback }) { site in
            let connection = try site.connect()
            for target in ["/app/view", "/index.html/", "/app/view", "/index.html/"] {
                // A browser goes to the page, and then this is asked for.
                try connection.sendRequest("GET", target, fields: [("Accept", "text/html")])
                #expect(try connection.readReply().text == LiveSite.index)
                let modes = mode.map { [("Sec-Fetch-Mode", $0)] } ?? []
                try connection.sendRequest("GET", target, fields: [("Accept", accept)] + modes)
                let reply = try connection.readReply()
                #expect(reply.status == status)
                #expect((reply.text == LiveSite.index) == (status == 200))
            }
        }
    }

    @Test func absoluteLinkIsSaidOnce() async throws {
        let log = RecordedLog(.notice)
        try await withLiveSite(logger: log.background.logger) { site in
            try site.directory.link("link.txt", to: site.directory.path + "/index.html")
            for _ in 0..<3 { try #expect(site.request("/link.txt").status == 404) }
        }
        let lines = await log.lines.filter { $0.text.contains("/link.txt was not found") }
        #expect(lines.map(\.level) == [.notice])
        #expect(lines.allSatisfy { $0.text.contains("only relative links are followed") })
    }
}
