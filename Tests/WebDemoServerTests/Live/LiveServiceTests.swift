import Foundation
import TestSupport
import Testing

/// What the pages ask the server itself for.
@Suite(.liveSite())
struct LiveServiceTests {
    private let trace = (0..<32).map { _ in String(Int.random(in: 0..<16), radix: 16) }.joined()

    @Test func pageLearnsHowItCame() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            let fields = [("Accept", "text/html"), ("Upgrade-Insecure-Requests", "1")]
            try connection.sendRequest("GET", "/?a", fields: [])
            _ = try connection.readReply()
            try connection.sendRequest("GET", "/", fields: fields)
            let page = try connection.readReply()
            try connection.sendRequest("GET", "/_webdemo/here?path=%2F", fields: [])
            let here = try JSONValue(parsing: connection.readReply().text)
            #expect(here["request"] == 3)
            #expect(here["version"] == "HTTP/1.1")
            #expect(here["page"]?["request"] == 2)
            #expect(here["page"]?["connection"] == here["connection"])
            #expect(here["page"]?["status"] == 200)
            #expect(here["page"]?["bodyBytes"]?.number == Double(page.body.count))
        }
    }

    @Test func acceptIsThatOfTheRFC() async throws {
        try await liveSite { site in
            let reply = try site.request("/_webdemo/accept?key=dGhlIHNhbXBsZSBub25jZQ%3D%3D")
            let steps = try JSONValue(parsing: reply.text)
            #expect(steps["accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            #expect(steps["sha1"] == "b37a4f2cc0624f1690f64606cf385945b2bec4ea")
            #expect(try site.request("/_webdemo/accept").status == 400)
        }
    }

    @Test(
        arguments: [
            ("none", 101), ("method", 405), ("version", 426), ("host-missing", 400), ("host-foreign", 421),
            ("upgrade-missing", 426), ("upgrade-wrong", 426), ("connection-missing", 400), ("key-missing", 400),
            ("key-short", 400), ("key-twice", 400), ("version-missing", 426), ("version-8", 426),
        ]
    )
    func brokenHandshakeIsSentAndAnswered(_ what: String, _ status: Int) async throws {
        try await liveSite { site in
            let reply = try site.request("/_webdemo/handshake?path=/echo&break=\(what)")
            let told = try JSONValue(parsing: reply.text)
            #expect(told["status"]?.number == Double(status))
            #expect(told["outcome"] == "answered")
            let request = Data(base64Encoded: told["request"]?.string ?? "") ?? Data()
            let response = Data(base64Encoded: told["response"]?.string ?? "") ?? Data()
            #expect(String(decoding: request, as: UTF8.self).contains("/echo HTTP/1."))
            #expect(String(decoding: response, as: UTF8.self).hasPrefix("HTTP/1.1 \(status) "))
        }
    }

    @Test func everyWayTellsTheSameTicks() async throws {
        try await liveSite { site in
            let webSocket = try site.webSocket("/clock?rate=20&way=websocket&trace=\(trace)")
            let events = try site.connect()
            try events.sendRequest("GET", "/_webdemo/clock/events?rate=20&way=events&trace=\(trace)", fields: [])
            let head = try events.read(until: "\r\n\r\n")
            #expect(head.contains("text/event-stream"))
            var last = 0
            for _ in 0..<5 {
                let told = try JSONValue(parsing: webSocket.readText())
                let number = Int(told["tick"]?.number ?? 0)
                #expect(number > last)
                #expect(told["time"]?.number == Double(number) * 50)
                let event = try events.read(until: "\n\n\r\n")
                #expect(event.contains("id: "))
                let next = "/_webdemo/clock/next?rate=20&after=\(number)&way=long-polling&trace=\(trace)"
                let polled = try JSONValue(parsing: site.request(next).text)
                #expect((polled["tick"]?.number ?? 0) > Double(number))
                last = number
            }
            let counts = try JSONValue(parsing: site.request("/_webdemo/clock/counts?trace=\(trace)").text)
            #expect(counts["long-polling"]?["requests"] == 5)
            #expect(counts["polling"]?["requests"] == 0)
            #expect(counts["events"]?["sentHead"]?.number ?? 0 > Double(head.utf8.count))
            // The handshake, and two bytes for each frame.
            let sent = counts["websocket"]?["sentHead"]?.number ?? 0
            #expect(sent > 100 && sent < 400)
        }
    }

    @Test func clientThatLeavesAStreamHarmsNobody() async throws {
        try await liveSite { site in
            let events = try site.connect()
            try events.sendRequest("GET", "/_webdemo/clock/events?rate=50", fields: [])
            _ = try events.read(until: "data: ")
            try events.reset()
            try site.expectToServe()
        }
    }
}

extension LiveServiceTests {
    @Test(arguments: ["chat", "telemetry", "prose", "random"])
    func comparisonIsMeasured(stream: String) async throws {
        try await liveSite { site in
            let reply = try site.request("/_webdemo/compression?stream=\(stream)&count=100")
            let told = try JSONValue(parsing: reply.text)
            let rows = try #require(told["results"]?.array)
            #expect(rows.count == 15)
            #expect(told["messages"] == 100)
            func wire(_ takeover: Bool, _ window: Double) -> Double {
                rows.first {
                    $0["compression"] == true && $0["contextTakeover"]?.bool == takeover
                        && $0["windowBits"]?.number == window
                }?["wireBytes"]?.number ?? 0
            }
            let plain = rows[0]["wireBytes"]?.number ?? 0
            #expect(rows[0]["compression"] == false)
            #expect(plain > told["plainBytes"]?.number ?? .infinity)
            if stream == "random" {
                #expect(wire(false, 15) > plain)
            } else {
                #expect(wire(true, 15) < wire(false, 15))
                #expect(wire(true, 15) <= wire(true, 9))
            }
            for row in rows where row["contextTakeover"] == true {
                #expect((row["memoryBytes"]?.number ?? 0) > 8000)
                #expect((row["nanosecondsPerMessage"]?.number ?? 0) > 0)
            }
            #expect(try site.request("/_webdemo/compression?stream=none").status == 400)
        }
    }
}
