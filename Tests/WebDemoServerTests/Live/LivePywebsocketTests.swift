import TestSupport
import Testing

/// The paths that pywebsocket's examples had do what those did.
@Suite(.liveSite())
struct LivePywebsocketTests {
    @Test func abortDropsTheConnectionAfterTheHandshake() async throws {
        try await liveSite { site in
            let client = try site.webSocket("/abort")
            try #expect(client.connection.readToEnd().isEmpty)
        }
    }

    @Test(arguments: [("1000 bye", [3, 0xE8]), ("1006 ", [3, 0xEE]), ("0 再见", [0, 0]), ("4999 a b", [0x13, 0x87])])
    func closeSendsTheCodeAndReasonThatItIsTold(_ text: String, _ code: [UInt8]) async throws {
        try await liveSite { site in
            let client = try site.webSocket("/close")
            try client.sendText(text)
            let reason = text.drop { $0 != " " }.dropFirst()
            try #expect(client.readFrame() == TestFrame(opcode: TestFrame.close, payload: code + reason.utf8))
            try client.sendClose()
            try #expect(client.connection.readToEnd().isEmpty)
        }
    }

    @Test(arguments: [("/close", "1000"), ("/close", "65536 x"), ("/bench", "hello"), ("/benchmark_helper", "hello")])
    func whatIsNoCommandDropsTheConnection(_ path: String, _ text: String) async throws {
        try await liveSite { site in
            let client = try site.webSocket(path)
            try client.sendText(text)
            try #expect(client.connection.readToEnd().isEmpty)
        }
    }

    @Test(
        arguments: [
            ("", []), ("?set", ["foo=bar; Max-Age=86400"]),
            ("?set_httponly", ["httpOnlyFoo=bar; Max-Age=86400; httpOnly"]),
            ("?clear&trace=1", ["foo=0; Max-Age=0", "httpOnlyFoo=0; Max-Age=0"]),
        ] as [(String, [String])]
    )
    func cookiesAreSetInTheHandshake(_ query: String, _ cookies: [String]) async throws {
        try await liveSite { site in
            let client = try site.webSocket("/cookie" + query)
            #expect(client.reply.values(of: "Set-Cookie") == cookies)
            try #expect(client.expectClose().code == 1000)
        }
    }

    @Test func hstsIsSaidInTheHandshake() async throws {
        try await liveSite { site in
            let client = try site.webSocket("/hsts")
            #expect(client.reply["Strict-Transport-Security"] == "max-age=86400")
            try #expect(client.readText() == "Hello")
            try #expect(client.expectClose().code == 1000)
        }
    }

    @Test func anInternalErrorClosesWith1011() async throws {
        try await liveSite { site in
            try #expect(site.webSocket("/internal_error").expectClose() == (1011, ""))
        }
    }

    @Test(arguments: ["http://localhost", "https://example.com", "null", nil])
    func otherOriginsAreRefused(_ origin: String?) async throws {
        try await liveSite { site in
            let reply = try site.request("/origin_check", LiveHandshakeTests.fields(["Origin": origin]))
            #expect(reply.status == 403)
            #expect(reply.text.contains("http://example.com"))
        }
    }

    @Test func theRightOriginIsToldSoWithoutAFrame() async throws {
        try await liveSite { site in
            let client = try WebSocketTestClient(port: site.port, path: "/origin_check?a", origin: "http://example.com")
            let text = "origin_check_wsh.py is called for /origin_check?a, None"
            try #expect(client.connection.read(exactly: text.utf8.count) == Array(text.utf8))
            try #expect(client.expectClose().code == 1000)
        }
    }

    @Test func anEchoWithoutExtensionsEndsWithGoodbye() async throws {
        try await liveSite { site in
            let offer = [(name: "Sec-WebSocket-Extensions", value: "permessage-deflate")]
            let client = try WebSocketTestClient(port: site.port, path: "/echo_noext", extraFields: offer)
            #expect(client.reply["Sec-WebSocket-Extensions"] == nil)
            for text in ["hello", "Goodbye"] {
                try client.sendText(text)
                try #expect(client.readText() == text)
            }
            try #expect(client.expectClose().code == 1000)
        }
    }

    @Test func benchSendsSoManyMessages() async throws {
        try await liveSite { site in
            let client = try site.webSocket("/bench")
            let start = ContinuousClock.now
            try client.sendText("0.05 3 hello")
            for _ in 0..<3 { try #expect(client.readText() == "hello") }
            try #expect(client.expectClose().code == 1000)
            #expect(start.duration(to: .now) >= .milliseconds(150))
        }
    }

    @Test func benchmarkHelperSendsAndCounts() async throws {
        try await liveSite { site in
            let client = try site.webSocket("/benchmark_helper")
            for size in [0, 10, 100_000] {
                try client.sendText("receive \(size)")
                try #expect(client.readBinary() == [UInt8](repeating: 0x61, count: size))
                try client.sendText("send 1")
                try client.sendBinary([UInt8](repeating: 0x61, count: size))
                try #expect(client.readText() == "\(size)")
            }
            try client.sendText("send 0")
            try client.sendBinary([1, 2])
            try #expect(client.readText() == "2")
            try client.sendText("send 1")
            try client.sendBinary([1, 2])
            try #expect(client.connection.readToEnd().isEmpty)
        }
    }
}
