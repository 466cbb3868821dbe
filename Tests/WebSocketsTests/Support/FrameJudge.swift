import NIOCore
import NIOWebSocket
import WebSockets

/// Frames that NIO decoded → what they mean, up to the first that breaks a rule of RFC 6455 which NIO leaves to others.
/// Written apart from the server's receiver on purpose: it is the oracle.
struct FrameJudge {
    private(set) var events: [MessageReceiver.Event] = []
    private(set) var violation: ProtocolViolation?
    private var begun: (kind: Message.Kind, payload: [UInt8])?

    init(_ frames: [WebSocketFrame]) {
        for frame in frames where violation == nil { violation = judge(frame) }
    }

    private mutating func judge(_ frame: WebSocketFrame) -> ProtocolViolation? {
        guard frame.reservedBitNumber == 0 else { return .reservedBits(frame.reservedBitNumber) }
        guard [0, 1, 2, 8, 9, 10].contains(frame.rawOpcode) else { return .reservedOpcode(frame.rawOpcode) }
        guard frame.maskKey != nil else { return .notMasked }
        let payload = Array(frame.unmaskedData.readableBytesView)
        switch frame.opcode {
        case .ping: events.append(.ping(ByteBuffer(bytes: payload)))
        case .pong: events.append(.pong(ByteBuffer(bytes: payload)))
        case .connectionClose: return judge(close: payload)
        default: return judge(frame, payload)
        }
        return nil
    }

    private mutating func judge(_ frame: WebSocketFrame, _ payload: [UInt8]) -> ProtocolViolation? {
        let isStart = frame.opcode != .continuation
        guard isStart || begun != nil else { return .continuationWithoutStart }
        guard !isStart || begun == nil else { return .startInsideMessage }
        let kind = begun?.kind ?? (frame.opcode == .text ? .text : .binary)
        let whole = (begun?.payload ?? []) + payload
        if kind == .text, !Self.canBeUTF8(whole, isWhole: frame.fin) { return .notUTF8 }
        begun = frame.fin ? nil : (kind, whole)
        if frame.fin { events.append(.message(Message(kind, ByteBuffer(bytes: whole)))) }
        return nil
    }

    private mutating func judge(close payload: [UInt8]) -> ProtocolViolation? {
        guard payload.count != 1 else { return .closePayloadOfOneByte }
        guard !payload.isEmpty else {
            events.append(.close(.empty))
            return nil
        }
        let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
        guard [1000...1003, 1007...1014, 3000...4999].contains(where: { $0.contains(code) }) else {
            return .closeCodeNotAllowed(code)
        }
        guard let reason = String(validating: payload[2...], as: UTF8.self) else { return .closeReasonNotUTF8 }
        events.append(.close(CloseFrame(CloseCode(rawValue: code), reason)))
        return nil
    }

    /// A part of a text may end inside a character: then one of these endings completes it. The byte behind E0 and F0 must
    /// be a high one, behind ED and F4 a low one.
    private static func canBeUTF8(_ bytes: [UInt8], isWhole: Bool) -> Bool {
        let endings: [[UInt8]] = [
            [], [0x80], [0xBF], [0x80, 0x80], [0xBF, 0x80], [0x80, 0x80, 0x80], [0xBF, 0x80, 0x80],
        ]
        return (isWhole ? [[]] : endings).contains { String(validating: bytes + $0, as: UTF8.self) != nil }
    }
}
