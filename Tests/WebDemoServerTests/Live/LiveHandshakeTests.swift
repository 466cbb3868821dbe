import TestSupport
import Testing

@Suite(.liveSite())
struct LiveHandshakeTests {
    static let key = "dGhlIHNhbXBsZSBub25jZQ=="

    @Test(arguments: ["/echo", "/chat", "/echo?a=b"])
    func plainRequestIsToldHowToUpgrade(target: String) async throws {
        try await liveSite { site in
            let reply = try site.request(target)
            #expect(reply.status == 426)
            #expect(reply["Sec-WebSocket-Version"] == "13")
            #expect(reply["Upgrade"] == "websocket")
            #expect(reply["Connection"] == "Upgrade")
            #expect(reply["Content-Type"] == "text/plain; charset=utf-8")
            #expect(reply.text.contains("new WebSocket(\"ws://127.0.0.1:\(site.port)\(target.prefix { $0 != "?" })\""))
        }
    }

    @Test func exampleOfTheKeyIsAnsweredAsInTheRFC() async throws {
        try await liveSite { site in
            let reply = try site.request("/echo", Self.fields())
            #expect(reply.status == 101)
            #expect(reply["Sec-WebSocket-Accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            #expect(reply["Content-Length"] == nil)
        }
    }

    /// The fields of a right handshake, changed; `nil` leaves one out.
    static func fields(_ changes: [String: String?] = [:]) -> [(name: String, value: String)] {
        var fields: [String: String?] = [
            "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": key,
        ]
        fields.merge(changes) { _, new in new }
        return fields.compactMap { name, value in value.map { (name, $0) } }
    }

    @Test(
        arguments: [
            (426, ["Sec-WebSocket-Version": nil]), (426, ["Sec-WebSocket-Version": "8"]),
            (426, ["Sec-WebSocket-Version": "8, 13"]), (426, ["Sec-WebSocket-Version": "013"]),
            (426, ["Upgrade": nil]), (426, ["Upgrade": "websockets"]), (426, ["Upgrade": "h2c"]),
            (400, ["Connection": nil]), (400, ["Connection": "keep-alive, Upgraded"]),
            (400, ["Sec-WebSocket-Key": nil]), (400, ["Sec-WebSocket-Key": ""]), (400, ["Sec-WebSocket-Key": "AAAA"]),
            (400, ["Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZTEyMw=="]),
            (400, ["Sec-WebSocket-Key": "!GhlIHNhbXBsZSBub25jZQ=="]),
            (421, ["Host": "evil.example"]),
        ] as [(Int, [String: String?])]
    )
    func wrongHandshakeIsRefusedWithAReplyAndTheConnectionKept(status: Int, changes: [String: String?]) async throws {
        try await liveSite { site in
            let connection = try site.connect()
            try connection.sendRequest("GET", "/echo", fields: Self.fields(changes))
            let reply = try connection.readReply()
            #expect(reply.status == status)
            #expect(!reply.text.isEmpty)
            #expect(status != 426 || reply["Sec-WebSocket-Version"] == "13")
            try connection.sendRequest("GET", "/")
            try #expect(connection.readReply().text == LiveSite.index)
        }
    }

    @Test(arguments: ["POST", "HEAD", "OPTIONS"])
    func handshakeIsAGetRequest(method: String) async throws {
        try await liveSite { site in
            let reply = try site.request("/echo", method: method, Self.fields())
            #expect(reply.status == 405)
        }
    }

    @Test func oldVersionOfHTTPDoesNotUpgrade() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            let lines = Self.fields().map { "\($0.name): \($0.value)\r\n" }.joined()
            try connection.send("GET /echo HTTP/1.0\r\nHost: localhost\r\n\(lines)\r\n")
            try #expect(connection.readReply().status == 426)
        }
    }

    @Test(arguments: [
        ["Connection": "keep-alive, Upgrade"], ["Connection": "UPGRADE"], ["Upgrade": "WebSocket"],
        ["Upgrade": "h2c, websocket"], ["Origin": "null"], ["Origin": "http://evil.example"], ["Origin": "file://"],
        ["Content-Length": "0"], ["Sec-WebSocket-Protocol": "unknown"],
        ["Sec-WebSocket-Extensions": "permessage-deflate; x"],
    ])
    func unusualHandshakeWorks(changes: [String: String]) async throws {
        try await liveSite { site in
            let reply = try site.request("/echo", Self.fields(changes))
            #expect(reply.status == 101)
            #expect(reply["Sec-WebSocket-Protocol"] == nil)
        }
    }

    @Test(arguments: [
        ("null", 403), ("http://evil.example", 403), ("http://127.0.0.1", 403), ("http://127.0.0.1:1", 403),
        ("https://127.0.0.1:PORT", 101), ("http://127.0.0.1:PORT", 101), ("http://localhost:PORT", 403),
        ("http://127.0.0.1:PORT.evil.example", 403), ("", 403), ("ftp://127.0.0.1:PORT", 403),
    ])
    func chatIsForPagesOfTheSameOrigin(origin: String, status: Int) async throws {
        try await liveSite { site in
            let origin = origin.replacing("PORT", with: "\(site.port)")
            let reply = try site.request("/chat", Self.fields(["Origin": origin]))
            #expect(reply.status == status)
        }
    }

    @Test func subprotocolOfTheChatIsAgreedOn() async throws {
        try await liveSite { site in
            let offered = ["other", "webdemo.chat.v1"]
            let client = try WebSocketTestClient(port: site.port, path: "/chat", subprotocols: offered)
            #expect(client.subprotocol == "webdemo.chat.v1")
            #expect(try site.webSocket("/chat").subprotocol == nil)
        }
    }

    @Test func thirdRequestOfAConnectionCanUpgrade() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            for target in ["/", "/missing"] {
                try connection.sendRequest("GET", target)
                _ = try connection.readReply()
            }
            let client = try WebSocketTestClient(on: connection, path: "/echo")
            try client.sendText("third")
            try #expect(client.readText() == "third")
        }
    }

    @Test func requestsAndFramesInOneSegmentAreAllAnswered() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            let host = "Host: localhost\r\n"
            let upgrade = Self.fields().map { "\($0.name): \($0.value)\r\n" }.joined()
            let requests = "GET / HTTP/1.1\r\n\(host)\r\nGET /echo HTTP/1.1\r\n\(host)\(upgrade)\r\n"
            let hello = TestFrame(opcode: TestFrame.text, masked: true, payload: Array("hello".utf8)).bytes
            try connection.send(Array(requests.utf8) + hello + hello)
            try #expect(connection.readReply().text == LiveSite.index)
            try #expect(connection.readReply().status == 101)
            try #expect(connection.readFrame() == .text("hello"))
            try #expect(connection.readFrame() == .text("hello"))
        }
    }

    @Test func clientThatHasEndedItsSideStillGetsItsUpgradeAndItsEcho() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            let upgrade = Self.fields().map { "\($0.name): \($0.value)\r\n" }.joined()
            let host = "Host: localhost\r\n"
            let requests = "GET / HTTP/1.1\r\n\(host)\r\nGET /echo HTTP/1.1\r\n\(host)\(upgrade)\r\n"
            let hello = TestFrame(opcode: TestFrame.text, masked: true, payload: Array("hello".utf8)).bytes
            try connection.send(Array(requests.utf8) + hello)
            try connection.shutdownOutput()
            try #expect(connection.readReply().text == LiveSite.index)
            try #expect(connection.readReply().status == 101)
            try #expect(connection.readFrame() == .text("hello"))
            try #expect(connection.readToEnd(within: .seconds(60)).isEmpty)
        }
    }

    @Test(arguments: [["Content-Length": "100000"], ["Content-Length": "10", "Expect": "100-continue"]])
    func requestWithABodyIsNoHandshake(changes: [String: String]) async throws {
        try await liveSite { site in
            let connection = try site.connect()
            try connection.sendRequest("GET", "/echo", fields: Self.fields(changes))
            try #expect(connection.readReply().status == 426)
        }
    }
}
