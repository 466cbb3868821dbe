import NIOCore
import TestSupport
import Testing
import WebDemoServer

@Suite(.liveSite())
struct LiveHandshakeAttackTests {
    private static let handshake: String = {
        let fields = LiveHandshakeTests.fields().map { "\($0.name): \($0.value)\r\n" }.joined()
        return "GET /echo HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n"
    }()

    @Test func handshakeAndMessageInSegmentsOfOneByte() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            let message = TestFrame(opcode: TestFrame.text, masked: true, payload: Array("你好".utf8))
            for byte in Array(Self.handshake.utf8) + message.bytes {
                try connection.send([byte])
            }
            try #expect(connection.readReply().status == 101)
            try #expect(connection.readFrame() == .text("你好"))
        }
    }

    @Test func dribbledHandshakeIsGivenUp() async throws {
        try await withLiveSite({ $0.timeouts.request = .seconds(1) }) { site in
            let others = try Bystanders(port: site.port)
            let connection = try site.connect()
            for byte in Self.handshake.utf8 {
                try? connection.send([byte])
                if try connection.isClosedByPeer(within: .milliseconds(200)) { break }
                try #expect(others.areServed())
            }
            try #expect(connection.readReply().status == 408)
            try #expect(others.areServed())
        }
    }

    /// Rows: the answers that are right (a list that is malformed may be refused or ignored, RFC 6455 §9.1), and a field.
    static let fields: [(statuses: [Int], name: String, value: AbridgedText)] = [
        ([431], "Sec-WebSocket-Protocol", AbridgedText("b" + String(repeating: " ", count: 32_000))),
        ([101], "Sec-WebSocket-Protocol", AbridgedText("b" + String(repeating: " ", count: 15_000))),
        ([101, 400], "Sec-WebSocket-Protocol", AbridgedText("b" + String(repeating: " ", count: 15_000) + "c")),
        ([101, 400], "Sec-WebSocket-Protocol", AbridgedText(String(repeating: ",", count: 15_000))),
        ([101], "Sec-WebSocket-Protocol", AbridgedText(String(repeating: "b,", count: 7500))),
        ([101, 400], "Sec-WebSocket-Extensions", AbridgedText("x; a=\"" + String(repeating: "b", count: 15_000))),
        ([101, 400], "Sec-WebSocket-Extensions", AbridgedText("x; a=\"" + String(repeating: "\\\"", count: 7500))),
        ([101, 400], "Sec-WebSocket-Extensions", AbridgedText(String(repeating: "x; a=\",", count: 2100))),
        ([101, 400], "Sec-WebSocket-Extensions", AbridgedText(String(repeating: "\"", count: 15_000))),
        ([101, 400], "Sec-WebSocket-Extensions", AbridgedText("x" + String(repeating: ";", count: 15_000))),
        ([101, 400], "Sec-WebSocket-Extensions", AbridgedText("x" + String(repeating: " ;", count: 7500) + "y")),
        ([101], "Sec-WebSocket-Extensions", AbridgedText("x" + String(repeating: "; a", count: 5000))),
        (
            [101], "Sec-WebSocket-Extensions",
            AbridgedText("permessage-deflate; server_max_window_bits=" + String(repeating: "9", count: 15_000))
        ),
        (
            [101], "Sec-WebSocket-Extensions",
            AbridgedText(String(repeating: "permessage-deflate; server_max_window_bits=7,", count: 330))
        ),
    ]

    /// Nothing that can be asked in 16 KiB takes long to refuse or to ignore, and none of it agrees on an extension.
    @Test(arguments: fields)
    func fieldThatIsMadeToTakeLongDoesNot(statuses: [Int], name: String, value: AbridgedText) async throws {
        try await liveSite { site in
            let others = try Bystanders(port: site.port)
            let connection = try site.connect()
            let start = ContinuousClock.now
            try connection.sendRequest("GET", "/echo", fields: LiveHandshakeTests.fields([name: value.string]))
            let reply = try connection.readReply()
            // A lenient bound, as the machine may be busy: what is quadratic in 15,000 takes minutes.
            #expect(start.duration(to: .now) < .seconds(20))
            #expect(statuses.contains(reply.status))
            #expect(reply["Sec-WebSocket-Extensions"] == nil)
            #expect(reply["Sec-WebSocket-Protocol"] == nil)
            try #expect(others.areServed())
        }
    }

    @Test func handshakeOfTwoThousandFieldsIsRefused() async throws {
        try await liveSite { site in
            let others = try Bystanders(port: site.port)
            let connection = try site.connect()
            let fields = LiveHandshakeTests.fields() + (0..<2000).map { _ in ("A", "b") }
            try connection.sendRequest("GET", "/echo", fields: fields)
            try #expect(connection.readReply().status == 431)
            try #expect(connection.readToEnd().isEmpty)
            try #expect(others.areServed())
        }
    }
}
