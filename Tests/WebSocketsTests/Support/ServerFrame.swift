import NIOCore
import WebSockets

/// A frame as a client sees it. Read apart from the server's own parser on purpose: it is the oracle.
struct ServerFrame: Equatable {
    let opcode: Opcode
    let payload: [UInt8]

    init(_ opcode: Opcode, _ payload: [UInt8] = []) {
        self.opcode = opcode
        self.payload = payload
    }

    static func text(_ text: String) -> ServerFrame {
        ServerFrame(.text, Array(text.utf8))
    }

    static func close(_ code: CloseCode, _ reason: String = "") -> ServerFrame {
        ServerFrame(.close, [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)] + Array(reason.utf8))
    }

    /// The frames in `bytes`, which must be whole, final, without extension bits and not masked.
    static func parse(_ bytes: ByteBuffer) throws -> [ServerFrame] {
        var bytes = bytes
        var frames: [ServerFrame] = []
        while bytes.readableBytes > 0 {
            guard let first = bytes.readInteger(as: UInt8.self), let second = bytes.readInteger(as: UInt8.self),
                first & 0xF0 == 0x80, let opcode = Opcode(rawValue: first & 0x0F),
                let length = readLength(second, &bytes), let payload = bytes.readBytes(length: length)
            else { throw Malformed() }
            frames.append(ServerFrame(opcode, payload))
        }
        return frames
    }

    struct Malformed: Error {}

    private static func readLength(_ second: UInt8, _ bytes: inout ByteBuffer) -> Int? {
        switch second {
        case ...125: Int(second)
        case 126: bytes.readInteger(as: UInt16.self).map(Int.init)
        case 127: bytes.readInteger(as: UInt64.self).flatMap(Int.init(exactly:))
        default: nil
        }
    }
}
