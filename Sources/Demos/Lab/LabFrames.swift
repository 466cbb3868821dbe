import NIOCore
import WebSockets

/// Greets everybody with bytes as they stand here, frames or not, and then is an echo.
struct LabFrames: WebSocketEndpoint {
    let terms = HandshakeTerms(origins: .any, compression: nil)
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func opened(_ connection: WebSocketConnection) {
        connection.sendRaw(ByteBuffer(bytes: bytes))
    }

    func received(_ message: Message, from connection: WebSocketConnection) {
        connection.send(message)
    }

    /// "Hello" with the MASK bit and a key, which is for clients only (RFC 6455 §5.1).
    static let masked = LabFrames([0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58])
    /// "Hello" with RSV1, although no extension was agreed on (RFC 6455 §5.2).
    static let reservedBit = LabFrames([0xC1, 0x05] + "Hello".utf8)
    /// "Hello" with an opcode that means nothing yet (RFC 6455 §5.2).
    static let reservedOpcode = LabFrames([0x83, 0x05] + "Hello".utf8)
    /// A text of two bytes, the second of which cannot follow the first (RFC 6455 §8.1, RFC 3629).
    static let invalidUTF8 = LabFrames([0x81, 0x02, 0xC3, 0x28])
    /// A ping of 126 bytes, one more than a control frame may have (RFC 6455 §5.5).
    static let longPing = LabFrames([0x89, 0x7E, 0x00, 0x7E] + [UInt8](repeating: UInt8(ascii: "x"), count: 126))
    /// A ping in two frames; control frames have one (RFC 6455 §5.5).
    static let fragmentedPing = LabFrames([0x09, 0x02] + "pi".utf8 + [0x80, 0x02] + "ng".utf8)
}
