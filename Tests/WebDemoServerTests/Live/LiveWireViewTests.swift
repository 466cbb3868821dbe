import Foundation
import TestSupport
import Testing

@Suite(.liveSite())
struct LiveWireViewTests {
    /// The tests share a server.
    private let trace = (0..<32).map { _ in String(Int.random(in: 0..<16), radix: 16) }.joined()

    /// The bytes that are told are those that went over the socket.
    @Test func traceTellsEveryByteOfItsConnections() async throws {
        try await liveSite { site in
            let view = try View(site, trace: trace)
            #expect(view.hello["isTeacher"] == false)
            let connection = try site.connect()
            let request = """
                GET /echo?trace=\(trace) HTTP/1.1\r
                Host: localhost\r
                Cookie: a=secret\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r

                """
            try connection.send(request)
            let response = try connection.read(until: "\r\n\r\n")
            let text = TestFrame(opcode: TestFrame.text, masked: true, payload: Array("你好".utf8))
            let close = TestFrame(opcode: TestFrame.close, masked: true, payload: [3, 232] + Array("bye".utf8))
            let (textBytes, closeBytes) = (text.bytes, close.bytes)
            try connection.send(textBytes)
            let echo = try connection.readFrame()
            try connection.send(closeBytes)
            let closed = try connection.readFrame()
            try connection.shutdownOutput()

            let began = try view.next("connection")
            #expect(began["path"]?.string == "/echo?trace=" + String(repeating: "*", count: 32))
            let heads = [try view.next("handshake"), try view.next("handshake")]
            let masked = request.replacing(trace, with: String(repeating: "*", count: 32))
                .replacing("a=secret", with: "********")
            #expect(heads.map(\.rawText) == [masked, response])
            #expect(heads.map { $0["direction"]?.string } == ["received", "sent"])
            for (bytes, direction, conclusion) in [
                (textBytes, "received", "message"), (echo.bytes, "sent", "message"), (closeBytes, "received", "close"),
                (closed.bytes, "sent", "close"),
            ] {
                let told = try view.next("frame")
                #expect(told.raw == bytes)
                #expect(told["length"]?.number == Double(bytes.count))
                #expect(told["direction"]?.string == direction)
                #expect(told["conclusion"]?.string == conclusion)
            }
            let ended = try view.next("ended")
            #expect(ended["code"]?.number == 1000)
            #expect(ended["by"]?.string == "client")
            #expect(ended["cause"]?.string == "close")
            #expect(ended["seq"]?.number == 7)
        }
    }

    @Test func otherTracesSeeNothing() async throws {
        try await liveSite { site in
            let other = try View(site, trace: String(trace.reversed()))
            let mine = try View(site, trace: trace)
            let client = try site.webSocket("/echo?trace=\(trace)")
            try client.sendText("secret")
            _ = try client.readText()
            _ = try mine.next("connection")
            let later = try site.webSocket("/echo?trace=" + String(trace.reversed()))
            defer { _ = later }
            #expect(try other.next("connection")["path"]?.string?.hasPrefix("/echo") == true)
            #expect(try other.next("handshake").rawText.contains("GET /echo"))
        }
    }

    @Test(arguments: ["", "?trace=", "?trace=abc", "?trace=" + String(repeating: "G", count: 32)])
    func traceThatCouldBeGuessedIsRefused(query: String) async throws {
        try await liveSite { site in
            let client = try site.webSocket("/_webdemo/wire" + query)
            #expect(try client.expectClose().code == 1008)
        }
    }

    @Test func pageOfAnotherOriginIsRefused() async throws {
        try await liveSite { site in
            #expect(throws: WebSocketTestError.self) {
                try WebSocketTestClient(
                    port: site.port,
                    path: "/_webdemo/wire?trace=\(trace)",
                    origin: "http://evil.example"
                )
            }
        }
    }

    /// Who does not read what it is told loses the oldest; the connection that it watches goes on.
    @Test(.timeLimit(.minutes(10)))
    func slowViewerSeesAGapAndSlowsNobodyDown() async throws {
        try await liveSite { site in
            let socket = try site.connect(receiveBufferBytes: 4096)
            let view = try View(on: socket, trace: trace)
            let client = try site.webSocket("/echo?trace=\(trace)")
            let message = [UInt8](repeating: 7, count: 20_000)
            for _ in 0..<600 {
                try client.sendBinary(message)
                #expect(try client.readBinary().count == message.count)
            }
            try client.sendClose()
            _ = try client.expectClose()
            var (lost, frames) = (0, 0)
            while true {
                let event = try view.next()
                if event["type"] == "gap" { lost += Int(event["lost"]?.number ?? 0) }
                if event["type"] == "frame" { frames += 1 }
                if event["type"] == "ended" { break }
            }
            #expect(lost > 0)
            #expect(lost + frames == 1202)
        }
    }

    /// Of what the server does on purpose.
    @Test func endpointThatDropsTheConnectionIsNamed() async throws {
        try await liveSite { site in
            for (path, events) in [
                ("/lab/handshake-drop", ["handshake"]), ("/abort", ["handshake", "handshake"]),
                ("/lab/drop?ms=0", ["handshake", "handshake", "frame"]),
            ] {
                let view = try View(site, trace: trace)
                let connection = try site.connect()
                let target = path + (path.contains("?") ? "&" : "?") + "trace=\(trace)"
                try connection.sendRequest("GET", target, fields: LiveHandshakeTests.fields())
                _ = try connection.readToEnd()
                for type in ["connection"] + events { _ = try view.next(type) }
                let ended = try view.next("ended")
                #expect(ended["by"]?.string == "server")
                #expect(ended["cause"]?.string == "lost")
                #expect(ended["code"]?.number == nil)
            }
        }
    }

    @Test func frameThatIsWrongIsToldAsItWas() async throws {
        try await liveSite { site in
            let view = try View(site, trace: trace)
            let client = try site.webSocket("/lab/fragmented-ping?trace=\(trace)")
            _ = try client.connection.read(exactly: 8)
            for type in ["connection", "handshake", "handshake"] { _ = try view.next(type) }
            #expect(try view.next("frame").raw == [0x09, 2, 0x70, 0x69])
            #expect(try view.next("frame").raw == [0x80, 2, 0x6E, 0x67])
        }
    }

    /// A viewer's socket.
    private struct View {
        let client: WebSocketTestClient
        let hello: JSONValue

        init(_ site: LiveSite, trace: String) throws {
            try self.init(on: site.connect(), trace: trace)
        }

        init(on connection: RawConnection, trace: String) throws {
            client = try WebSocketTestClient(
                on: connection,
                path: "/_webdemo/wire?trace=\(trace)",
                subprotocols: ["webdemo.wire.v1"]
            )
            hello = try JSONValue(parsing: client.readText())
        }

        func next() throws -> JSONValue {
            try JSONValue(parsing: client.readText())
        }

        func next(_ type: String) throws -> JSONValue {
            let event = try next()
            #expect(event["type"]?.string == type)
            return event
        }
    }
}

extension JSONValue {
    fileprivate var raw: [UInt8] { self["raw"]?.string.flatMap { Data(base64Encoded: $0) }.map { Array($0) } ?? [] }
    fileprivate var rawText: String { String(decoding: raw, as: UTF8.self) }
}
