import TestSupport
import Testing

@Suite(.liveSite())
struct LiveEchoTests {
    @Test(arguments: [0, 1, 125, 126, 127, 65_535, 65_536, 1 << 20])
    func everySizeComesBack(count: Int) async throws {
        try await liveSite { site in
            let client = try site.webSocket()
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            try client.sendBinary(bytes)
            let isSame = try client.readBinary() == bytes
            #expect(isSame)
            let text = String(repeating: "é", count: count / 2)
            try client.sendText(text)
            let isSameText = try client.readText() == text
            #expect(isSameText)
        }
    }

    @Test func messageIsJoinedFromFragmentsAroundControlFrames() async throws {
        try await liveSite { site in
            let client = try site.webSocket()
            try client.send(opcode: TestFrame.text, fin: false, payload: Array("你".utf8.prefix(2)))
            try client.send(opcode: TestFrame.ping, payload: [1, 2, 3])
            try client.send(opcode: TestFrame.continuation, fin: false)
            try client.send(opcode: TestFrame.pong, payload: [9])
            try client.send(opcode: TestFrame.continuation, payload: Array("你好".utf8.dropFirst(2)))
            try #expect(client.readFrame() == TestFrame(opcode: TestFrame.pong, payload: [1, 2, 3]))
            try #expect(client.readFrame() == .text("你好"))
        }
    }

    /// Pongs that wait may be merged (RFC 6455 §5.5.3), but here none has to wait.
    @Test func burstOfTenPingsGetsTenPongs() async throws {
        try await liveSite { site in
            let client = try site.webSocket()
            let pings = (0..<10).map { TestFrame(opcode: TestFrame.ping, masked: true, payload: [UInt8($0)]) }
            try client.connection.send(pings.flatMap(\.bytes))
            for ping in pings {
                try #expect(client.readFrame() == TestFrame(opcode: TestFrame.pong, payload: ping.payload))
            }
        }
    }

    @Test func segmentsOfOneByteMakeNoDifference() async throws {
        try await liveSite { site in
            let client = try site.webSocket()
            let frame = TestFrame(opcode: TestFrame.text, masked: true, payload: [UInt8](repeating: 0x61, count: 130))
            for byte in frame.bytes + frame.bytes {
                try client.connection.send([byte])
                pause(.microseconds(200))
            }
            for _ in 0..<2 {
                try #expect(client.readText() == String(repeating: "a", count: 130))
            }
        }
    }

    @Test func thousandMessagesInOneWriteComeBackInOrder() async throws {
        try await liveSite { site in
            let client = try site.webSocket()
            let frames = (0..<1000).map {
                TestFrame(opcode: TestFrame.text, masked: true, payload: Array("\($0)".utf8))
            }
            try client.connection.send(frames.flatMap(\.bytes))
            for number in 0..<1000 {
                try #expect(client.readText() == "\(number)")
            }
        }
    }

    @Test func twoHundredWebSocketsAreServedAtOnce() async throws {
        try await liveSite { site in
            let clients = try (0..<200).map { _ in try site.webSocket() }
            for (number, client) in clients.enumerated() {
                try client.sendText("\(number)")
            }
            for (number, client) in clients.enumerated().reversed() {
                try #expect(client.readText() == "\(number)")
            }
        }
    }

    /// It sends messages and never reads: the server stops reading from it instead of keeping the echoes.
    @Test func peerThatNeverReadsIsNotReadFrom() async throws {
        try await liveSite { site in
            let sleeper = try WebSocketTestClient(on: site.connect(receiveBufferBytes: 4096), path: "/echo")
            let message = TestFrame(
                opcode: TestFrame.binary,
                masked: true,
                payload: [UInt8](repeating: 7, count: 1 << 20)
            )
            let bytes = message.bytes
            var taken = 0
            for _ in 0..<64 {
                let count = try sleeper.connection.sendUntilBlocked(bytes, within: .milliseconds(400))
                taken += count
                if count < bytes.count { break }
            }
            // What the kernel's buffers hold in both directions, a message or two, and no more.
            #expect(taken < 32 << 20)
            let other = try site.webSocket()
            try other.sendText("still here")
            try #expect(other.readText() == "still here")
            let echo = try sleeper.readFrame(within: .seconds(60))
            #expect(echo.payload.count == 1 << 20)
        }
    }

    @Test func peersThatVanishHarmNobodyElse() async throws {
        try await liveSite { site in
            let other = try site.webSocket()
            for _ in 0..<20 {
                let client = try site.webSocket()
                try client.send(opcode: TestFrame.text, fin: false, payload: Array("begun".utf8))
                try client.connection.send([0x81, 0xFE, 0xFF])
                try client.connection.reset()
            }
            try other.sendText("still here")
            try #expect(other.readText() == "still here")
        }
    }
}
