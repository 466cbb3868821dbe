import Logging
import TestSupport
import Testing

@testable import WebDemoServer

/// Pages come and go, say what they made of it, and may be anything.
struct LiveReloadPageTests {
    typealias Fields = [(name: String, value: String)]

    private static let files = ["a.css": "a", "b.css": "b", "Style.css": "s"]

    @Test func pagesOfOneConnectionAreToldEachForItself() async throws {
        try await withReload(Self.files) { site in
            let socket = try ReloadClient(site)
            try socket.hello(as: "p1", uses: ["/a.css"])
            try socket.hello(as: "p2", uses: ["/b.css", "/a.css"])
            try site.directory.write("b 2", to: "b.css")
            #expect(try socket.changes(of: "p2") == ["modified /b.css"])
            try site.directory.write("a 2", to: "a.css")
            let told = [try socket.next(), try socket.next()].compactMap { $0["page"]?.string }
            #expect(Set(told) == ["p1", "p2"])
            try socket.say(["type": "bye"], as: "p2")
            try site.directory.write("a 3", to: "a.css")
            #expect(try socket.changes(of: "p1") == ["modified /a.css"])
            try socket.expectNothing()
            // Another document takes the place of the first.
            try socket.hello("/x/", as: "p1", uses: ["/b.css"])
            try site.directory.write("a 4", to: "a.css")
            try site.directory.write("b 4", to: "b.css")
            #expect(try socket.changes(of: "p1") == ["modified /b.css"])
            try socket.expectNothing()
        }
    }

    @Test func nobodySpeaksForAPageOfAnotherConnection() async throws {
        try await withReload(Self.files) { site in
            let (mine, other) = (try ReloadClient(site), try ReloadClient(site))
            try mine.hello(uses: ["/a.css"])
            try other.say(["type": "bye"])
            try other.say(["type": "uses", "uses": [ReloadClient.use("/b.css", 0)]])
            _ = try? other.expectNothing()
            try site.directory.write("b 2", to: "b.css")
            try site.directory.write("a 2", to: "a.css")
            #expect(try mine.changes() == ["modified /a.css"])
        }
    }

    @Test func pageThatUsesAllIsToldOfAll() async throws {
        try await withReload(Self.files) { site in
            let page = try ReloadClient(site)
            try page.hello("/x.html")
            try page.say(["type": "uses", "all": true])
            try page.expectNothing()
            try site.directory.write("new", to: "sub dir/é.css")
            #expect(try page.changes() == ["created /sub%20dir/%C3%A9.css"])
        }
    }

    @Test(arguments: [2001, 5000])
    func pageThatUsesTooMuchIsToldOfAll(_ count: Int) async throws {
        try await withReload(Self.files) { site in
            let page = try ReloadClient(site)
            try page.hello("/x.html", uses: (0..<count).map { "/\($0).png" })
            if count < 3000 { try page.say(["type": "uses", "all": true]) }
            try page.expectNothing()
            try site.directory.write("a 2", to: "a.css")
            #expect(try page.changes() == ["modified /a.css"])
        }
    }

    @Test func longAddressesAreNotKept() async throws {
        try await withReload(Self.files) { site in
            let page = try ReloadClient(site)
            let long = "/" + String(repeating: "é", count: 1000)
            try page.hello(long, uses: [long, "/a.css", "/b.css?" + String(repeating: "x", count: 2000)])
            // 600 of 1000 bytes are more than is kept of one page.
            try page.say(["type": "uses", "uses": .array((100..<700).map { .init(long: $0) })])
            #expect(try page.next()["type"] == "versions")
            try site.directory.write("s 2", to: "Style.css")
            #expect(try page.changes() == ["modified /Style.css"])
        }
    }

    @Test func nearestNameIsHintedAndSaid() async throws {
        let log = RecordedLog(.info)
        try await withReload(Self.files, logger: log.background.logger) { site in
            let page = try ReloadClient(site)
            try page.hello("/docs/x.html")
            for id in [3, 4] {
                try page.say(Self.failure(id, "missing", url: "/style.css?v=2"))
                let hint = try page.next()
                #expect(hint["type"] == "hint" && hint["page"] == "a")
                #expect(hint["id"]?.number == Double(id) && hint["nearest"] == "/Style.css")
            }
            for url in ["/nothing-like-it.css", "/../etc/passwd", "//x", "", "/%zz", "http://x/", "/.env"] {
                try page.say(Self.failure(5, "missing", url: .string(url)))
            }
            try page.say(Self.failure(6, "script", "boom\u{1B}[31m\n\u{202E}", url: "/app.js", line: 3))
            try page.say(Self.failure(6, "script", "boom\u{1B}[31m\n\u{202E}", url: "/app.js", line: 3))
            try page.expectNothing()
        }
        let notices = log.current.filter { $0.level == .notice }.map(\.text)
        #expect(notices.filter { $0.contains("did you mean /Style.css?") }.count == 1)
        #expect(notices.filter { $0.contains("/docs/x.html: /app.js:3: boom\\u{1b}") }.count == 1)
        #expect(notices.allSatisfy { line in !line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E } })
    }

    @Test func pageThatNeverStopsFailingIsNoLongerHeard() async throws {
        let log = RecordedLog(.info)
        try await withReload(Self.files, logger: log.background.logger) { site in
            let page = try ReloadClient(site)
            try page.hello()
            for number in 0..<200 { try page.say(Self.failure(number, "script", "failure \(number).")) }
            for number in 0..<5 { try page.say(Self.failure(number, "missing", url: "/style.css")) }
            try page.expectNothing()
            try page.hello()
            try page.say(Self.failure(1, "missing", url: "/style.css"))
            #expect(try page.next()["nearest"] == "/Style.css")
        }
        #expect(log.current.filter { $0.text.contains("failure ") }.count == 50)
    }

    @Test(
        arguments: [
            "", "{", "null", "[]", "{}", #"{"type":"hello"}"#, #"{"type":"hello","page":"A"}"#,
            #"{"type":"bye","page":"none"}"#,
            #"{"type":"applied","page":"a","seq":18446744073709551615,"how":"x","ms":-1}"#,
            #"{"type":"applied","page":"a","seq":0}"#, #"{"type":"applied","page":"a"}"#,
            #"{"type":"waiting","page":"a"}"#,
            #"{"type":"error","page":"a"}"#,
            #"{"type":"error","page":"none","kind":"missing","id":1,"url":"/style.css"}"#,
            #"{"type":"uses","page":"none","uses":[{"url":"/a.css","age":1}]}"#, #"{"type":"uses","page":"a"}"#,
            #"{"type":"uses","page":"a","uses":[]}"#,
            #"{"type":"hello","page":"b","since":{"boot":"x","seq":1e99}}"#, #"{"type":"welcome","page":"a"}"#,
        ]
    )
    func whatIsNotUnderstoodHarmsNothing(_ text: String) async throws {
        try await withReload(Self.files) { site in
            let page = try ReloadClient(site)
            try page.hello(uses: ["/a.css"])
            try page.socket.sendText(text)
            try page.socket.sendBinary(Array(text.utf8))
            try page.socket.send(opcode: TestFrame.ping)
            // To empty lists of uses there are versions.
            while try page.socket.readFrame().opcode != TestFrame.pong {}
            try site.directory.write("a 2", to: "a.css")
            var message = try page.next()
            while message["type"] != "changes" { message = try page.next() }
            #expect(message["changes"]?.array?.first?["url"] == "/a.css")
        }
    }

    @Test(arguments: ["http://evil.example", "http://127.0.0.1:1", "https://127.0.0.1", "null", "http://localhost"])
    func pagesElsewhereMayNotConnect(_ origin: String) async throws {
        try await withReload { site in
            let fields: Fields = [("Origin", origin), ("Sec-WebSocket-Protocol", "webdemo.reload.v1")] + Self.handshake
            let page = try site.request("/_webdemo/reload", fields)
            #expect(page.status == 403)
            let board = try site.request("/_webdemo/board", [("Origin", origin)] + Self.handshake)
            #expect(board.status == 403)
        }
    }

    @Test func pageNamesTheSubprotocol() async throws {
        try await withReload { site in
            for names: [String] in [[], ["webdemo.reload.v2"], ["chat", "webdemo.board.v1"]] {
                let offer: Fields = names.isEmpty ? [] : [("Sec-WebSocket-Protocol", names.joined(separator: ", "))]
                #expect(try site.request("/_webdemo/reload", offer + Self.handshake).status == 400)
            }
            let client = try WebSocketTestClient(
                port: site.port,
                path: "/_webdemo/reload",
                subprotocols: ["webdemo.reload.v2", "webdemo.reload.v1"]
            )
            #expect(client.subprotocol == "webdemo.reload.v1")
        }
    }

    @Test func connectionHasRoomForSomeHundredPages() async throws {
        try await withReload { site in
            let socket = try ReloadClient(site)
            for number in 0..<200 { try socket.hello(as: "p\(number)") }
            // One that comes again needs no room.
            try socket.hello(as: "p7")
            try socket.say(["type": "hello", "url": "/"], as: "p200")
            #expect(try socket.socket.expectClose().code == 1013)
            try ReloadClient(site).hello()
        }
    }

    @Test func messageOfMoreThanAMegabyteEndsTheConnection() async throws {
        try await withReload { site in
            let socket = try ReloadClient(site)
            try? socket.socket.sendText(String(repeating: " ", count: (1 << 20) + 1))
            #expect(try socket.socket.expectClose().code == 1009)
        }
    }

    @Test func floodOfHellosStallsNobody() async throws {
        try await withReload(Self.files) { site in
            let flood = try ReloadClient(site)
            let hello = try JSONValue.object([
                "type": "hello", "page": "flood", "url": "/",
                "uses": .array((0..<2000).map { ReloadClient.use("/\($0)/none.png", 1) }),
            ]).text
            for _ in 0..<20 { try flood.socket.sendText(hello) }
            let page = try ReloadClient(site)
            try page.hello(uses: ["/a.css"])
            try site.directory.write("a 2", to: "a.css")
            #expect(try page.changes() == ["modified /a.css"])
            for _ in 0..<20 { #expect(try flood.next()["type"] == "welcome") }
            try site.expectToServe()
        }
    }

    private static let handshake: Fields = [
        ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ]

    private static func failure(
        _ id: Int,
        _ kind: String,
        _ message: String = "",
        url: JSONValue = "/",
        line: Int = 1
    ) -> [String: JSONValue] {
        [
            "type": "error", "id": .number(Double(id)), "kind": .string(kind), "message": .string(message), "url": url,
            "line": .number(Double(line)),
        ]
    }
}

extension JSONValue {
    fileprivate init(long number: Int) {
        self = ReloadClient.use("/\(number)" + String(repeating: "x", count: 1000), 1)
    }
}
