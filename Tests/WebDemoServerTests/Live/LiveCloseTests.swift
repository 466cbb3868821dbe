import TestSupport
import Testing
import WebDemoServer
import WebSockets

@Suite(.liveSite())
struct LiveCloseTests {
    @Test(arguments: [(1000, "bye"), (1001, ""), (3000, ""), (4999, String(repeating: "r", count: 123))])
    func closeIsAnsweredWithItsCodeAndThenTheEnd(code: Int, reason: String) async throws {
        try await liveSite { site in
            let client = try site.webSocket()
            try client.sendText("last")
            try client.sendClose(code: code, reason: reason)
            try #expect(client.readText() == "last")
            try #expect(client.expectClose().code == code)
            try #expect(client.connection.readToEnd().isEmpty)
        }
    }

    @Test func closeWithoutACodeIsAnsweredWithout() async throws {
        try await liveSite { site in
            let client = try site.webSocket()
            try client.sendClose(code: nil)
            try client.sendText("nobody reads this")
            try #expect(client.expectClose().code == nil)
            try #expect(client.connection.readToEnd().isEmpty)
        }
    }

    /// Rows: the code, and frames that earn it. What follows the violation is not read.
    @Test(
        arguments: [
            (1002, [TestFrame(opcode: TestFrame.text, payload: [0x61])]),
            (1002, [TestFrame(opcode: TestFrame.text, rsv: 4, masked: true, payload: [0x61])]),
            (1002, [TestFrame(opcode: TestFrame.text, rsv: 1, masked: true)]),
            (1002, [TestFrame(opcode: 3, masked: true)]), (1002, [TestFrame(opcode: 0xB, masked: true)]),
            (1002, [TestFrame(opcode: 0xF, masked: true)]),
            (1002, [TestFrame(opcode: TestFrame.continuation, masked: true)]),
            (1002, [TestFrame(opcode: TestFrame.ping, fin: false, masked: true)]),
            (1002, [TestFrame(opcode: TestFrame.ping, masked: true, payload: [UInt8](repeating: 0, count: 126))]),
            (1002, [TestFrame(opcode: TestFrame.close, masked: true, payload: [3])]),
            (
                1002,
                [
                    TestFrame(opcode: TestFrame.text, fin: false, masked: true),
                    TestFrame(opcode: TestFrame.text, masked: true),
                ]
            ),
            (1007, [TestFrame(opcode: TestFrame.text, masked: true, payload: [0xFF])]),
            (1007, [TestFrame(opcode: TestFrame.text, masked: true, payload: [0xED, 0xA0, 0x80])]),
            (1007, [TestFrame(opcode: TestFrame.text, masked: true, payload: [0xC3])]),
            (1007, [TestFrame(opcode: TestFrame.text, fin: false, masked: true, payload: [0xC0])]),
            (1007, [TestFrame(opcode: TestFrame.close, masked: true, payload: [3, 232, 0xFF])]),
            (
                1009,
                [TestFrame(opcode: TestFrame.binary, masked: true, payload: [UInt8](repeating: 0, count: 1 << 20 | 1))]
            ),
            (
                1009,
                [
                    TestFrame(
                        opcode: TestFrame.text,
                        fin: false,
                        masked: true,
                        payload: [UInt8](repeating: 0x61, count: 1 << 20)
                    ),
                    TestFrame(opcode: TestFrame.continuation, masked: true, payload: [0x61]),
                ]
            ),
        ] as [(Int, [TestFrame])]
    )
    func violationIsToldBeforeTheEnd(code: Int, frames: [TestFrame]) async throws {
        try await liveSite { site in
            let client = try site.webSocket()
            try client.connection.send(frames.flatMap(\.bytes))
            // The server may have stopped reading by now, but it must not reset.
            try client.sendText("ignored")
            let close = try client.expectClose()
            #expect(close.code == code)
            #expect(!close.reason.isEmpty)
            try #expect(client.connection.readToEnd().isEmpty)
        }
    }

    /// Headers that announce what no one may send: the answer comes before any payload does.
    @Test(
        arguments: [
            (1009, [0x82, 0xFF, 0, 0, 0, 0, 0, 0x10, 0, 1]),
            (1009, [0x82, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
            (1002, [0x82, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]), (1002, [0x82, 0xFE, 0, 125]),
            (1002, [0x82, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]), (1002, [0x89, 0xFE, 0, 126]),
        ] as [(Int, [UInt8])]
    )
    func announcedLengthIsJudgedAtOnce(code: Int, header: [UInt8]) async throws {
        try await liveSite { site in
            let client = try site.webSocket()
            try client.connection.send(header + [1, 2, 3, 4])
            try #expect(client.expectClose().code == code)
            try #expect(client.connection.readToEnd().isEmpty)
        }
    }

    @Test func halfClosedClientGetsItsEchoesAndTheEnd() async throws {
        try await liveSite { site in
            let client = try site.webSocket()
            try client.sendText("hello")
            try client.connection.shutdownOutput()
            try #expect(client.readText() == "hello")
            try #expect(client.connection.readToEnd(within: .seconds(4)).isEmpty)
        }
    }

    /// Its echoes do not fit into the buffers of the kernel when the end of its stream arrives.
    @Test(arguments: [true, false])
    func halfClosedSlowReaderGetsAllOfItsEchoes(sendsClose: Bool) async throws {
        try await withLiveSite({ $0.webSocketLimits.maxPendingBytes = 64 << 20 }) { site in
            let client = try WebSocketTestClient(on: site.connect(receiveBufferBytes: 4096), path: "/echo")
            let bytes = [UInt8](repeating: 5, count: 1 << 20)
            for _ in 0..<6 {
                try client.sendBinary(bytes)
            }
            if sendsClose { try client.sendClose() }
            try client.connection.shutdownOutput()
            for _ in 0..<6 {
                try #expect(client.readBinary(within: .seconds(60)).count == bytes.count)
            }
            if sendsClose { try #expect(client.expectClose().code == 1000) }
            try #expect(client.connection.readToEnd(within: .seconds(4)).isEmpty)
        }
    }

    @Test func halfClosedSilentClientIsLetGo() async throws {
        try await liveSite { site in
            let client = try site.webSocket("/chat")
            try client.connection.shutdownOutput()
            try #expect(client.connection.readToEnd(within: .seconds(4)).isEmpty)
        }
    }
}
