import TestSupport
import Testing

/// Frames that no client may send: each earns its close code and a reason, and nobody else notices.
@Suite(.liveSite())
struct LiveFrameAttackTests {
    private static let key: [UInt8] = [1, 2, 3, 4]

    /// Rows: the code, and the frame's bytes in front of the masking key. Nothing of the payload is ever sent.
    @Test(
        arguments: [
            // 2^63, 2^62, and 5 and 300 in more bytes than they need.
            (1002, [0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0]), (1009, [0x82, 0xFF, 0x40, 0, 0, 0, 0, 0, 0, 0]),
            (1002, [0x82, 0xFE, 0, 5]), (1002, [0x82, 0xFF, 0, 0, 0, 0, 0, 0, 0, 5]),
            (1002, [0x82, 0xFF, 0, 0, 0, 0, 0, 0, 1, 0x2C]), (1002, [0x88, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0]),
            // RSV2 and RSV3 alone and together, in data and in control frames; RSV1 without an extension in all others.
            (1002, [0xA1, 0x80]), (1002, [0x92, 0x80]), (1002, [0xB2, 0x80]), (1002, [0xF1, 0x80]),
            (1002, [0xA9, 0x80]),
            (1002, [0x98, 0x80]), (1002, [0xC2, 0x80]), (1002, [0xC8, 0x80]), (1002, [0xC9, 0x80]),
            (1002, [0xCA, 0x80]), (1002, [0xC0, 0x80]), (1002, [0x41, 0x80]),
        ] as [(Int, [UInt8])]
    )
    func headerThatIsWrongIsJudgedAtOnce(code: Int, header: [UInt8]) async throws {
        try await expectEnd(with: code, after: header + Self.key)
    }

    /// Rows: a text, an empty text that goes on, a ping, a close, and a length that would be too large anyway.
    @Test(
        arguments: [
            [0x81, 5, 0x68, 0x65, 0x6C, 0x6C, 0x6F], [0x01, 0], [0x89, 0], [0x88, 2, 3, 0xE8],
            [0x82, 127, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        ] as [[UInt8]]
    )
    func frameWithoutAMaskIsRefused(frame: [UInt8]) async throws {
        try await expectEnd(with: 1002, after: frame)
    }

    @Test(arguments: [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2999, 5000, 65_535])
    func closeCodeThatMustNotBeSentIsRefused(code: Int) async throws {
        let payload = [UInt8(code >> 8), UInt8(code & 0xFF)]
        try await expectEnd(with: 1002, after: TestFrame(opcode: TestFrame.close, masked: true, payload: payload).bytes)
    }

    /// Rows: a sequence that is cut off, a surrogate, an overlong slash, a byte that is never used, one beyond the last.
    @Test(
        arguments: [[0x61, 0xE4, 0xBD], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0x61, 0xFF], [0xF4, 0x90, 0x80, 0x80]]
            as [[UInt8]]
    )
    func closeReasonThatIsNotUTF8IsRefused(reason: [UInt8]) async throws {
        let frame = TestFrame(opcode: TestFrame.close, masked: true, payload: [3, 0xE8] + reason)
        try await expectEnd(with: 1007, after: frame.bytes)
    }

    @Test(arguments: [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999])
    func closeCodeThatMayBeSentIsSentBack(code: Int) async throws {
        try await liveSite { site in
            let client = try site.webSocket()
            try client.sendClose(code: code, reason: "再见")
            try #expect(client.expectEnd().code == code)
        }
    }

    @Test func violationRightBehindTheHandshakeIsToldToo() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            let fields = LiveHandshakeTests.fields().map { "\($0.name): \($0.value)\r\n" }.joined()
            let head = "GET /echo HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n"
            try connection.send(Array(head.utf8) + TestFrame.text("not masked").bytes)
            try #expect(connection.readReply().status == 101)
            let close = try connection.readFrame()
            #expect(close.opcode == TestFrame.close)
            #expect(close.payload.starts(with: [0x03, 0xEA]))
            try #expect(connection.readToEnd().isEmpty)
        }
    }

    private func expectEnd(
        with code: Int,
        after bytes: [UInt8],
        _ location: SourceLocation = #_sourceLocation
    ) async throws {
        try await liveSite { site in
            let others = try Bystanders(port: site.port)
            try #expect(others.areServed(), sourceLocation: location)
            let client = try site.webSocket()
            try client.connection.send(bytes)
            let end = try client.expectEnd()
            #expect(end.code == code, sourceLocation: location)
            #expect(!end.reason.isEmpty, sourceLocation: location)
            try #expect(others.areServed(), sourceLocation: location)
        }
    }
}
