import NIOCore
import TestSupport
import Testing

@testable import WebDemoServer

/// WebSockets of another server.
struct TunnelTests {
    /// A server that passes everything on to another of ours.
    private static func withTwo(
        _ change: @escaping @Sendable (inout ServerOptions) -> Void = { _ in },
        _ body: @escaping @Sendable (_ near: LiveSite, _ far: LiveSite) async throws -> Void
    ) async throws {
        try await serveLiveSite { far in
            let rule = try ProxyRule(prefix: "/", target: ProxyTarget("http://127.0.0.1:\(far.port)"))
            let options = { @Sendable (options: inout ServerOptions) in
                options.proxies = [rule]
                change(&options)
            }
            try await withLiveSite(options) { near in try await body(near, far) }
        }
    }

    @Test func messagesPassBothWays() async throws {
        try await Self.withTwo { near, _ in
            let client = try near.webSocket("/echo")
            try client.sendText("hello")
            try #expect(client.connection.readFrame().payload == Array("hello".utf8))
            let large = [UInt8](repeating: 7, count: 900_000)
            try client.sendBinary(large)
            let isSame = try client.connection.readFrame().payload == large
            #expect(isSame)
        }
    }

    @Test func originOfTheSameServerIsTheSameForTheOther() async throws {
        try await Self.withTwo { near, _ in
            let origin = "http://127.0.0.1:\(near.port)"
            _ = try WebSocketTestClient(
                port: near.port,
                path: "/chat",
                origin: origin,
                subprotocols: ["webdemo.chat.v1"]
            )
            let connection = try near.connect()
            let handshake = WebSocketHandshake(origin: "http://evil.example")
            try connection.sendRequest("GET", "/chat", fields: handshake.fields)
            let reply = try connection.readReply()
            #expect(reply.status == 403 && reply["Connection"] == "close")
            try #expect(connection.isClosedByPeer())
        }
    }

    @Test func closeOfEitherSideArrivesAtTheOther() async throws {
        try await Self.withTwo { near, far in
            let client = try near.webSocket("/echo")
            try client.sendClose(code: 1000)
            try #expect(client.expectClose().code == 1000)
            try #expect(client.connection.isClosedByPeer())
            let other = try near.webSocket("/echo")
            async let stopped: Void = far.stopping.stop()
            try #expect(other.expectClose().code == 1001)
            try other.sendClose(code: 1001)
            try #expect(other.connection.isClosedByPeer())
            try await stopped
        }
    }

    @Test func stoppingEndsTheTunnel() async throws {
        try await Self.withTwo { near, _ in
            let client = try near.webSocket("/echo")
            try await near.stopping.stop()
            try #expect(client.connection.isClosedByPeer())
        }
    }

    /// A client that does not wait for the answer.
    @Test func bytesBehindTheClientsHandshakeArriveToo() async throws {
        try await withProxy { connection in
            guard connection.hasHead else { return }
            if connection.answered == 0 {
                connection.answered = 1
                connection.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
            }
            if connection.received.hasSuffix("early") {
                connection.send("heard")
                connection.close()
            }
        } _: { site, _ in
            let connection = try site.connect()
            let fields = WebSocketHandshake(origin: "http://page.example").fields.map { "\($0.0): \($0.1)\r\n" }
                .joined()
            try connection.send("GET /api/x HTTP/1.1\r\nHost: 127.0.0.1:\(site.port)\r\n\(fields)\r\nearly")
            _ = try connection.read(until: "\r\n\r\n")
            try #expect(connection.readToEnd() == Array("heard".utf8))
        }
    }

    @Test func bytesBehindTheHandshakeAreNotLost() async throws {
        try await withProxy { connection in
            guard connection.hasHead else { return }
            if connection.answered == 0 {
                connection.answered = 1
                connection.send(
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX: y\r\n\r\nfirst"
                )
            } else if connection.received.hasSuffix("last") {
                connection.send("second")
                connection.close()
            }
        } _: { site, upstream in
            let connection = try site.connect()
            let handshake = WebSocketHandshake(origin: "http://page.example")
            try connection.sendRequest("GET", "/api/socket?a=b", fields: handshake.fields)
            let head = try connection.read(until: "\r\n\r\n")
            #expect(head.hasPrefix("HTTP/1.1 101 ") && head.contains("\r\nX: y\r\n"))
            _ = try connection.read(until: "first")
            try connection.send("any bytes, last")
            try #expect(connection.readToEnd() == Array("second".utf8))
            let received = upstream.received
            #expect(received.hasPrefix("GET /api/socket?a=b HTTP/1.1\r\n") && received.hasSuffix("any bytes, last"))
            #expect(received.contains("\r\nOrigin: http://page.example\r\n"))
            #expect(received.contains("\r\nHost: 127.0.0.1:\(site.port)\r\n"))
            #expect(received.contains("\r\nSec-WebSocket-Key: "))
        }
    }

    @Test(arguments: [
        ("HTTP/1.1 401 Unauthorized\r\nContent-Length: 3\r\nWWW-Authenticate: Basic\r\n\r\nwho", 401),
        ("HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nwho\r\n0\r\n\r\n", 404),
        ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n", 502),
        ("nonsense\r\n\r\n", 502),
    ])
    func refusalArrivesAndEndsTheConnection(_ answer: String, _ status: Int) async throws {
        try await withProxy(answering(answer)) { site, upstream in
            let connection = try site.connect()
            let handshake = WebSocketHandshake()
            try connection.sendRequest("GET", "/api", fields: handshake.fields)
            try connection.send("GET /evil HTTP/1.1\r\n\r\n")
            let reply = try connection.readReply()
            #expect(reply.status == status && reply["Connection"] == "close")
            #expect(status == 502 || reply.text == "who")
            try #expect(connection.isClosedByPeer())
            eventually("the other server's connection ends") { upstream.closed == 1 }
            #expect(!upstream.received.contains("evil"))
        }
    }

    @Test func serverThatIsDownIsSaid() async throws {
        // Held, so that no other test has a server there meanwhile.
        let port = try HeldPort(listens: false)
        defer { withExtendedLifetime(port) {} }
        let rule = try ProxyRule(prefix: "/", target: ProxyTarget("http://127.0.0.1:\(port.number)"))
        try await withLiveSite({ $0.proxies = [rule] }) { site in
            let connection = try site.connect()
            let handshake = WebSocketHandshake()
            try connection.sendRequest("GET", "/echo", fields: handshake.fields)
            let reply = try connection.readReply()
            #expect(reply.status == 502 && reply.text.contains("refused"))
        }
    }

    @Test func placesAreLimitedAndGivenBack() async throws {
        try await Self.withTwo({ $0.admissionLimits.maxConnections = 1 }) { near, _ in
            let client = try near.webSocket("/echo")
            #expect(throws: (any Error).self) { try near.webSocket("/echo") }
            client.connection.close()
            eventually("there is a place again") { (try? near.webSocket("/echo")) != nil }
        }
    }

    @Test func otherServerIsReadNoFasterThanTheClient() async throws {
        let writer = EndlessWriter()
        try await withProxy { connection in
            connection.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
            writer.pump(connection.channel)
        } _: { site, _ in
            let connection = try site.connect(receiveBufferBytes: 16 << 10)
            let handshake = WebSocketHandshake()
            try connection.sendRequest("GET", "/api", fields: handshake.fields)
            _ = try connection.read(until: "\r\n\r\n")
            pause(.seconds(2))
            #expect(writer.bytes < 40 << 20)
            connection.close()
        }
    }

    @Test func clientThatLeavesDuringTheHandshakeLeavesNothingOpen() async throws {
        try await withProxy({ _ in }) { site, upstream in
            let connection = try site.connect()
            let handshake = WebSocketHandshake()
            try connection.sendRequest("GET", "/api", fields: handshake.fields)
            eventually("it arrives") { upstream.opened == 1 }
            try connection.reset()
            eventually("it ends") { upstream.closed == 1 }
        }
    }
}
