import NIOCore
import Testing

@testable import WebSockets

struct CloseFrameTests {
    @Test func anEmptyPayloadIsACloseWithoutACode() throws {
        let frame = try CloseFrame(parsing: ByteBuffer())
        #expect(frame == .empty)
        #expect(frame.code == nil && frame.reason.isEmpty)
        #expect(CloseFrame.empty.payload.readableBytes == 0)
    }

    @Test func codeAndReasonAreReadAndWritten() throws {
        let payload = ByteBuffer(bytes: [0x03, 0xE8] + Array("再见".utf8))
        let frame = try CloseFrame(parsing: payload)
        #expect(frame == CloseFrame(.normal, "再见"))
        #expect(frame.payload == payload)
    }

    @Test(
        arguments: [
            ([0x03], .closePayloadOfOneByte),
            ([0x03, 0xED], .closeCodeNotAllowed(1005)),
            ([0x00, 0x00], .closeCodeNotAllowed(0)),
            ([0xFF, 0xFF, 0x61], .closeCodeNotAllowed(65_535)),
            ([0x03, 0xE8, 0xFF], .closeReasonNotUTF8),
            ([0x03, 0xE8, 0xE4, 0xBD], .closeReasonNotUTF8),
        ] as [([UInt8], ProtocolViolation)]
    )
    func aWrongPayloadIsAViolation(_ bytes: [UInt8], _ violation: ProtocolViolation) {
        #expect(throws: violation) { try CloseFrame(parsing: ByteBuffer(bytes: bytes)) }
    }

    @Test(arguments: [1005, 1006, 1015, 0, 999, 5000] as [UInt16])
    func aCodeThatMustNotBeSentBecomesAnInternalError(_ code: UInt16) {
        #expect(CloseFrame(CloseCode(rawValue: code), "x") == CloseFrame(.internalError, "x"))
    }

    @Test(
        arguments: [
            (String(repeating: "a", count: 123), 123),
            (String(repeating: "a", count: 124), 123),
            (String(repeating: "ä", count: 62), 122),
            (String(repeating: "你", count: 41), 123),
            (String(repeating: "你", count: 42), 123),
            (String(repeating: "😀", count: 31), 120),
            ("a" + String(repeating: "👩‍👩‍👧", count: 7), 109),
            ("a" + String(repeating: "\u{301}", count: 100), 0),
        ]
    )
    func aLongReasonIsCutBetweenTwoCharacters(_ reason: String, _ bytes: Int) throws {
        let frame = CloseFrame(.normal, reason)
        #expect(frame.reason.utf8.count == bytes)
        #expect(reason.hasPrefix(frame.reason))
        #expect(frame.payload.readableBytes == 2 + bytes)
        #expect(try CloseFrame(parsing: frame.payload) == frame)
    }
}
