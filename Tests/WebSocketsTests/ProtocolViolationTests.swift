import NIOCore
import Testing

@testable import WebSockets

/// What the receiver refuses, and the close code that the peer is told.
struct ProtocolViolationTests {
    private static let limits = {
        var limits = WebSocketLimits()
        limits.maxMessageBytes = 1000
        limits.maxFragments = 3
        return limits
    }()

    private static let start = ClientFrame(.text, [0x61], isFinal: false)
    private static let rest = ClientFrame(.continuation, [0x62], isFinal: false)

    static let violations: [([UInt8], ProtocolViolation, CloseCode)] = [
        (ClientFrame.text("a").with { $0.key = nil }.bytes, .notMasked, .protocolError),
        (ClientFrame(.ping).with { $0.key = nil }.bytes, .notMasked, .protocolError),
        (ClientFrame.text("a").with { $0.reservedBits = 4 }.bytes, .reservedBits(4), .protocolError),
        (ClientFrame.text("a").with { $0.reservedBits = 1 }.bytes, .reservedBits(1), .protocolError),
        (ClientFrame(.close).with { $0.reservedBits = 2 }.bytes, .reservedBits(2), .protocolError),
        ([0x82] + ClientFrame.length(125, bytes: 2) + [0, 0, 0, 0], .lengthNotMinimal, .protocolError),
        ([0x82] + ClientFrame.length(65_535, bytes: 8) + [0, 0, 0, 0], .lengthNotMinimal, .protocolError),
        ([0x89] + ClientFrame.length(0, bytes: 2) + [0, 0, 0, 0], .lengthNotMinimal, .protocolError),
        ([0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], .lengthTooLarge, .protocolError),
        ([0x82, 0xFF] + [UInt8](repeating: 0xFF, count: 12), .lengthTooLarge, .protocolError),
        (ClientFrame(.ping, isFinal: false).bytes, .controlFrameFragmented, .protocolError),
        (ClientFrame(.close, isFinal: false).bytes, .controlFrameFragmented, .protocolError),
        (ClientFrame(.ping, .init(repeating: 0, count: 126)).bytes, .controlFrameTooLong, .protocolError),
        (ClientFrame(.close, .init(repeating: 3, count: 126)).bytes, .controlFrameTooLong, .protocolError),
        (ClientFrame(.continuation).bytes, .continuationWithoutStart, .protocolError),
        (rest.bytes, .continuationWithoutStart, .protocolError),
        ([ClientFrame.text("a"), ClientFrame(.continuation)].bytes, .continuationWithoutStart, .protocolError),
        ([start, ClientFrame.text("b")].bytes, .startInsideMessage, .protocolError),
        ([start, rest, ClientFrame(.binary)].bytes, .startInsideMessage, .protocolError),
        ([start, rest, rest, rest].bytes, .tooManyFragments(limit: 3), .policyViolation),
        (ClientFrame(.binary, .init(repeating: 0, count: 1001)).bytes, .messageTooBig(limit: 1000), .messageTooBig),
        ([0x82, 0xFF, 0x7F] + [UInt8](repeating: 0xFF, count: 11), .messageTooBig(limit: 1000), .messageTooBig),
        (
            [start, ClientFrame(.continuation, .init(repeating: 0, count: 1000))].bytes, .messageTooBig(limit: 1000),
            .messageTooBig
        ),
        (ClientFrame(.text, [0xFF]).bytes, .notUTF8, .invalidPayload),
        (ClientFrame(.text, [0xE4, 0xBD]).bytes, .notUTF8, .invalidPayload),
        ([start, ClientFrame(.continuation, [0xC2])].bytes, .notUTF8, .invalidPayload),
        (ClientFrame(.close, [3]).bytes, .closePayloadOfOneByte, .protocolError),
        (ClientFrame.close(1005).bytes, .closeCodeNotAllowed(1005), .protocolError),
        (ClientFrame(.close, [0x03, 0xE8, 0xC0]).bytes, .closeReasonNotUTF8, .invalidPayload),
    ]

    @Test(arguments: violations)
    func isFoundAndToldWithItsCode(_ bytes: [UInt8], _ violation: ProtocolViolation, _ code: CloseCode) {
        #expect(throws: violation) { try MessageReceiver.events(of: bytes, limits: Self.limits) }
        #expect(violation.closeFrame.code == code)
    }

    @Test(arguments: violations)
    func isFoundByteByByte(_ bytes: [UInt8], _ violation: ProtocolViolation, _ code: CloseCode) {
        #expect(throws: violation) { try MessageReceiver.events(of: bytes, chunk: 1, limits: Self.limits) }
    }

    @Test(arguments: [0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF] as [UInt8])
    func everyReservedOpcodeIsRefused(_ opcode: UInt8) {
        let frame = ClientFrame(.text).with { $0.rawOpcode = opcode }
        #expect(throws: ProtocolViolation.reservedOpcode(opcode)) { try MessageReceiver.events(of: frame.bytes) }
        #expect(ProtocolViolation.reservedOpcode(opcode).closeFrame.code == .protocolError)
    }

    @Test(arguments: violations.map(\.1))
    func theReasonFitsIntoACloseFrame(_ violation: ProtocolViolation) {
        let reason = violation.closeFrame.reason
        #expect(!reason.isEmpty && reason.utf8.count < 123)
    }

    @Test func aTooBigMessageIsRefusedBeforeItsPayloadCame() {
        let header = ClientFrame(.binary, .init(repeating: 0, count: 1001)).bytes.prefix(8)
        #expect(throws: ProtocolViolation.messageTooBig(limit: 1000)) {
            try MessageReceiver.events(of: Array(header), limits: Self.limits)
        }
    }

    @Test func textIsRefusedAtItsFirstImpossibleByte() {
        let frame = ClientFrame(.text, [0x61, 0xF4, 0x90, 0x80, 0x80, 0x61])
        #expect(throws: ProtocolViolation.notUTF8) { try MessageReceiver.events(of: Array(frame.bytes.prefix(9))) }
    }
}
