import TestSupport
import Testing

/// The lab's endpoints, byte by byte.
@Suite(.liveSite())
struct LiveLabTests {
    /// Rows: the name, and what is on the wire behind the answer to the handshake.
    @Test(
        arguments: [
            ("masked", [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]),
            ("reserved-bit", [0xC1, 5, 0x48, 0x65, 0x6C, 0x6C, 0x6F]),
            ("reserved-opcode", [0x83, 5, 0x48, 0x65, 0x6C, 0x6C, 0x6F]),
            ("invalid-utf8", [0x81, 2, 0xC3, 0x28]),
            ("long-control", [0x89, 126, 0, 126] + [UInt8](repeating: 0x78, count: 126)),
            ("fragmented-ping", [0x09, 2, 0x70, 0x69, 0x80, 2, 0x6E, 0x67]),
            ("close", [0x88, 2, 3, 0xE8]),
            ("close?code=1006&reason=%E5%86%8D", [0x88, 5, 3, 0xEE, 0xE5, 0x86, 0x8D]),
            ("close?code=-5", [0x88, 2, 0, 0]), ("close?code=99999&trace=abc", [0x88, 2, 0xFF, 0xFF]),
            (
                "close?reason=" + String(repeating: "r", count: 500),
                [0x88, 125, 3, 0xE8]
                    + [UInt8](repeating: 0x72, count: 123)
            ),
            ("close-without-code", [0x88, 0]),
            ("close-long-reason", [0x88, 126, 0, 126, 3, 0xE8] + [UInt8](repeating: 0x78, count: 124)),
        ] as [(String, [UInt8])]
    )
    func theBytesAreWrongAsTheyAreMeantToBe(_ name: String, _ bytes: [UInt8]) async throws {
        try await liveSite { site in
            let client = try site.webSocket("/lab/" + name)
            try #expect(client.connection.read(exactly: bytes.count) == bytes)
        }
    }

    /// A client takes them for good, and the echo behind them works.
    @Test func fragmentsAndThePingBetweenThemAreRight() async throws {
        try await liveSite { site in
            let parts = try site.webSocket("/lab/byte-per-fragment")
            let bytes = Array("Hello, 你好!".utf8)
            for (index, byte) in bytes.enumerated() {
                let opcode = index == 0 ? TestFrame.text : TestFrame.continuation
                let frame = TestFrame(opcode: opcode, fin: index == bytes.count - 1, payload: [byte])
                try #expect(parts.readFrame() == frame)
            }
            let client = try site.webSocket("/lab/ping-between-fragments")
            try #expect(client.readFrame() == TestFrame(opcode: 1, fin: false, payload: Array("Hello, ".utf8)))
            try #expect(client.readFrame() == TestFrame(opcode: 9, payload: Array("are you there?".utf8)))
            try #expect(client.readFrame() == TestFrame(opcode: 0, payload: Array("world!".utf8)))
            try client.sendText("on")
            try #expect(client.readText() == "on")
        }
    }

    @Test(arguments: ["/lab/handshake-drop", "/abort_handshake"])
    func theHandshakeIsNeverAnswered(_ path: String) async throws {
        try await liveSite { site in
            let connection = try site.connect()
            try connection.sendRequest("GET", path, fields: LiveHandshakeTests.fields())
            try #expect(connection.readToEnd().isEmpty)
            #expect(try site.request(path).status == 426)
            try site.expectToServe()
        }
    }

    @Test func theAcceptValueIsWrong() async throws {
        try await liveSite { site in
            let reply = try site.request("/lab/wrong-accept", LiveHandshakeTests.fields())
            #expect(reply.status == 101)
            #expect(reply["Sec-WebSocket-Accept"]?.count == 28)
            #expect(reply["Sec-WebSocket-Accept"] != "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        }
    }

    @Test func aSubprotocolIsChosenThatNobodyOffered() async throws {
        try await liveSite { site in
            for offered in [nil, "chat"] {
                let fields = LiveHandshakeTests.fields(["Sec-WebSocket-Protocol": offered])
                let reply = try site.request("/lab/unknown-subprotocol", fields)
                #expect(reply.status == 101)
                #expect(reply["Sec-WebSocket-Protocol"] == "webdemo.nobody.offered.this")
                #expect(reply["Sec-WebSocket-Accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            }
        }
    }

    @Test func theConnectionIsDroppedWithoutAClose() async throws {
        try await liveSite { site in
            let client = try site.webSocket("/lab/drop?ms=1")
            try #expect(client.readText() == "In 1 ms this connection is gone.")
            try #expect(client.connection.readToEnd().isEmpty)
        }
    }

    @Test func noPingIsAnswered() async throws {
        try await liveSite { site in
            let client = try site.webSocket("/lab/no-pong")
            try client.send(opcode: TestFrame.ping, payload: [1])
            try client.sendText("still here")
            try #expect(client.readText() == "still here")
        }
    }

    @Test func noCloseIsAnswered() async throws {
        try await liveSite { site in
            let client = try site.webSocket("/lab/no-close")
            try client.sendClose()
            try client.sendText("still here")
            try #expect(client.readText() == "still here")
            try client.connection.shutdownOutput()
            try #expect(client.connection.readToEnd().isEmpty)
        }
    }

    @Test(arguments: [("compressed", true), ("uncompressed", false)])
    func compressionIsAgreedOnOrNot(_ name: String, _ isCompressed: Bool) async throws {
        try await liveSite { site in
            let offer = [(name: "Sec-WebSocket-Extensions", value: "permessage-deflate")]
            let client = try WebSocketTestClient(port: site.port, path: "/lab/" + name, extraFields: offer)
            #expect((client.reply["Sec-WebSocket-Extensions"] != nil) == isCompressed)
            let text = String(repeating: "webdemo ", count: 500)
            try client.sendText(text)
            let frame = try client.readFrame()
            #expect(frame.rsv == (isCompressed ? 4 : 0))
            #expect((frame.payload.count < 100) == isCompressed)
        }
    }

    @Test(arguments: [("?bytes=200000", 200_000), ("?bytes=0", 0), ("?bytes=-1", 0), ("", 16 << 20)])
    func theMessageIsAsHugeAsAskedFor(_ query: String, _ bytes: Int) async throws {
        try await liveSite { site in
            let client = try site.webSocket("/lab/huge" + query)
            let message = try client.readBinary()
            #expect(message.count == bytes && message.allSatisfy { $0 == 0x61 })
            try client.sendClose()
            try #expect(client.expectEnd().code == 1000)
        }
    }

    @Test func aSlowReaderTakesItsTime() async throws {
        try await liveSite { site in
            let client = try site.webSocket("/lab/slow-reader?bytes=50000")
            let start = ContinuousClock.now
            for _ in 0..<2 { try client.sendBinary([UInt8](repeating: 1, count: 10_000)) }
            for _ in 0..<2 { try #expect(client.readText() == "read 10000 bytes") }
            #expect(start.duration(to: .now) >= .milliseconds(390))
        }
    }

    @Test func anEchoFromFarAwayIsLateAndInOrder() async throws {
        try await liveSite { site in
            let client = try site.webSocket("/lab/latency?ms=200&jitter=100")
            let start = ContinuousClock.now
            for number in 0..<40 { try client.sendText("\(number)") }
            for number in 0..<40 { try #expect(client.readText() == "\(number)") }
            #expect(start.duration(to: .now) >= .milliseconds(100))
            try client.sendBinary([UInt8](repeating: 1, count: 65537))
            try #expect(client.expectEnd().code == 1009)
        }
    }
}
