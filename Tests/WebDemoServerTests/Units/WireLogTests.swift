import Logging
import NIOCore
import Synchronization
import Testing

@testable import WebDemoServer
@testable import WebSockets

struct WireLogTests {
    private static let key = MaskingKey(0x37, 0xFA, 0x21, 0x3D)

    private static func header(
        _ opcode: UInt8,
        _ length: UInt64,
        isFinal: Bool = true,
        reservedBits: UInt8 = 0,
        key: MaskingKey? = nil
    ) -> FrameHeader {
        FrameHeader(
            isFinal: isFinal,
            reservedBits: reservedBits,
            rawOpcode: opcode,
            maskingKey: key,
            payloadLength: length,
            extendedLengthBytes: 0
        )
    }

    private static func frame(
        _ header: FrameHeader,
        _ payload: some Sequence<UInt8>,
        inflated: String? = nil,
        _ conclusion: WireFrame.Conclusion
    ) -> WireEvent.Content {
        .frame(
            WireFrame(
                header: header,
                raw: ByteBuffer(),
                payload: ByteBuffer(bytes: payload),
                inflated: inflated.map { ByteBuffer(string: $0) },
                conclusion: conclusion
            )
        )
    }

    private static func line(_ content: WireEvent.Content, _ direction: WireEvent.Direction = .received) -> String {
        WireLog.line(WireEvent(connection: 3, time: .uptimeNanoseconds(0), direction: direction, content: content))
    }

    @Test(
        arguments: [
            (header(1, 5, key: key), "Hello", .message(.text, bytes: 5), "text 5 bytes FIN key 37fa213d: 'Hello'"),
            (header(1, 0), "", .message(.text, bytes: 0), "text 0 bytes FIN"),
            (header(2, 1), "a", .message(.binary, bytes: 1), "binary 1 bytes FIN: 'a'"),
            (header(1, 2, isFinal: false), "ab", .fragment, "text 2 bytes to be continued: 'ab'"),
            (header(0, 1), "c", .message(.text, bytes: 3), "continuation 1 bytes FIN message of 3 bytes: 'c'"),
            (header(9, 1), "p", .ping, "ping 1 bytes FIN"),
            (header(10, 0, key: key), "", .pong, "pong 0 bytes FIN key 37fa213d"),
            (header(8, 5), "..bye", .close(CloseFrame(.normal, "bye")), "close 5 bytes FIN 1000 'bye'"),
            (header(8, 2), "..", .close(CloseFrame(.goingAway, "")), "close 2 bytes FIN 1001"),
            (header(8, 0), "", .close(.empty), "close 0 bytes FIN without a code"),
            (
                header(3, 1, reservedBits: 7), "", .violation(.reservedOpcode(3)),
                "opcode 3 1 bytes FIN RSV1 RSV2 RSV3 refused: 1002 'opcode 3 is reserved (RFC 6455 5.2)'"
            ),
            // What a peer sent cannot move the cursor of who reads the log, nor begin a line of its own.
            (header(1, 3), "\n\u{1B}[", .message(.text, bytes: 3), #"text 3 bytes FIN: '\u{a}\u{1b}['"#),
            (
                header(8, 5), "", .close(CloseFrame(.normal, "\r\n\u{202E}")),
                #"close 5 bytes FIN 1000 '\u{d}\u{a}\u{202e}'"#
            ),
        ] as [(FrameHeader, String, WireFrame.Conclusion, String)]
    )
    func aFrameIsALine(_ header: FrameHeader, _ text: String, _ conclusion: WireFrame.Conclusion, _ line: String) {
        #expect(Self.line(Self.frame(header, text.utf8, conclusion)) == "#3 <- \(line)")
        #expect(Self.line(Self.frame(header, text.utf8, conclusion), .sent) == "#3 -> \(line)")
    }

    @Test func bytesThatAreNoTextAreNumbers() {
        let frame = Self.frame(Self.header(2, 3), [0, 0x0F, 0xFF], .message(.binary, bytes: 3))
        #expect(Self.line(frame) == "#3 <- binary 3 bytes FIN: 000fff")
    }

    @Test func whatWasCompressedIsShownInflated() {
        let header = Self.header(1, 3, reservedBits: 4)
        let whole = Self.frame(header, [1, 2, 3], inflated: "Hello\n", .message(.text, bytes: 6))
        #expect(Self.line(whole) == #"#3 <- text 3 bytes FIN RSV1 message of 6 bytes: 'Hello\u{a}'"#)
        let long = String(repeating: "a", count: 64)
        let exact = Self.frame(header, [1, 2, 3], inflated: long, .message(.text, bytes: 64))
        #expect(Self.line(exact) == "#3 <- text 3 bytes FIN RSV1 message of 64 bytes: '\(long)'")
        let cut = Self.frame(header, [1, 2, 3], inflated: long, .message(.text, bytes: 65))
        #expect(Self.line(cut) == "#3 <- text 3 bytes FIN RSV1 message of 65 bytes: '\(long)'…")
    }

    /// Text stays text when it is cut in the middle of a character.
    @Test(arguments: [
        ("狗".utf8.prefix(2), "''"), ("a狗".utf8.prefix(2), "'a'"), ("a狗".utf8.prefix(4), "'a狗'"),
        ("é".utf8.prefix(1), "''"), ("aé".utf8.prefix(3), "'aé'"), ("😀".utf8.prefix(3), "''"),
        ("a😀".utf8.prefix(5), "'a😀'"),
    ])
    func whatIsCutSaysSo(_ shown: Substring.UTF8View, _ text: String) {
        let frame = Self.frame(Self.header(1, 100), shown, .message(.text, bytes: 100))
        #expect(Self.line(frame) == "#3 <- text 100 bytes FIN: \(text)…")
    }

    @Test(arguments: [[0xFF, 0x61], [0x61, 0xFF], [0x80, 0x80, 0x80, 0x80], [0xFF]] as [[UInt8]])
    func bytesThatAreNoTextAreNoneWhenTheyAreCut(_ shown: [UInt8]) {
        let digits = shown.map { String($0, radix: 16) }.joined()
        let frame = Self.frame(Self.header(2, 100), shown, .message(.binary, bytes: 100))
        #expect(Self.line(frame) == "#3 <- binary 100 bytes FIN: \(digits)…")
    }

    @Test func handshakesAndEndsAreLinesToo() {
        let request = ByteBuffer(string: "GET /\u{9B}echo HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(Self.line(.handshake(request)) == #"#3 <- handshake, 41 bytes: GET /\u{9b}echo HTTP/1.1"#)
        #expect(Self.line(.ended(nil, .loss)) == "#3 <- ended, without a close")
        #expect(Self.line(.ended(.empty, .peer)) == "#3 <- ended, close without a code")
        #expect(Self.line(.ended(CloseFrame(.normal, "a\nb"), .peer)) == #"#3 <- ended, close 1000 'a\u{a}b'"#)
    }

    @Test(arguments: [(Logger.Level.trace, true), (.debug, false), (.critical, false)])
    func onlyATraceHasLinesForFrames(_ level: Logger.Level, _ isTraced: Bool) {
        var logger = Logger(label: "test") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        #expect((WireLog(BackgroundLog(logger: logger)) != nil) == isTraced)
    }
}
