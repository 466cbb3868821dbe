import NIOCore
import TestSupport
import Testing
import WebDemoServer
import WebSockets

/// Peers that do not end as they should.
struct LiveClosingAttackTests {
    @Test func nothingBehindACloseIsEchoed() async throws {
        try await withLiveSite { site in
            let client = try site.webSocket()
            let frames = [
                TestFrame(opcode: TestFrame.text, masked: true, payload: Array("before".utf8)),
                TestFrame(opcode: TestFrame.close, masked: true, payload: [3, 0xE8]),
                TestFrame(opcode: TestFrame.text, masked: true, payload: Array("behind".utf8)),
                TestFrame(opcode: TestFrame.ping, masked: true, payload: [1]),
                TestFrame(opcode: 0xF, rsv: 7),
            ]
            try client.connection.send(frames.flatMap(\.bytes))
            try #expect(client.readText() == "before")
            try client.sendText("later")
            try #expect(client.expectEnd().code == 1000)
        }
    }

    /// It was told why, does not answer, and holds on to the TCP connection.
    @Test func peerThatNeverHangsUpIsDropped() async throws {
        try await withLiveSite({ $0.webSocketLimits.closeTimeout = .milliseconds(300) }) { site in
            let others = try Bystanders(port: site.port)
            let client = try site.webSocket()
            try client.connection.send(TestFrame.text("not masked").bytes)
            try #expect(client.expectEnd().code == 1002)
            try #expect(others.areServed())
            #expect(Self.isDropped(client))
            try #expect(others.areServed())
        }
    }

    @Test func peerThatNeverAnswersAPingOrACloseIsDropped() async throws {
        let limits: (inout ServerOptions) -> Void = {
            $0.webSocketLimits.pingInterval = .milliseconds(200)
            $0.webSocketLimits.closeTimeout = .milliseconds(300)
        }
        try await withLiveSite(limits) { site in
            let client = try site.webSocket()
            var frame = try client.readFrame()
            while frame.opcode == TestFrame.ping {
                frame = try client.readFrame()
            }
            #expect(frame.opcode == TestFrame.close)
            #expect(frame.payload.starts(with: [0x03, 0xF3]))
            #expect(frame.payload.count > 2)
            try #expect(client.connection.readToEnd().isEmpty)
            #expect(Self.isDropped(client))
        }
    }

    /// Rows: how much of a frame there is when the peer ends its side.
    @Test(arguments: [[0x81], [0x81, 0x8A, 1, 2], [0x81, 0x8A, 1, 2, 3, 4, 5, 6], [0x01, 0x81, 1, 2, 3, 4, 5]])
    func peerThatEndsWithinAMessageIsLetGo(part: [UInt8]) async throws {
        try await withLiveSite { site in
            let others = try Bystanders(port: site.port)
            let client = try site.webSocket()
            try client.connection.send(part)
            try client.connection.shutdownOutput()
            // With or without a Close, but in an orderly way and no echo.
            try #expect(client.connection.readToEnd().first ?? 0x88 == 0x88)
            try #expect(others.areServed())
        }
    }

    /// A server that has closed its socket answers what is sent to it with a reset; one that only said its last does not.
    private static func isDropped(_ client: WebSocketTestClient) -> Bool {
        for _ in 0..<600 {
            do {
                try client.connection.send([0])
            } catch {
                return true
            }
            pause(.milliseconds(100))
        }
        return false
    }
}
