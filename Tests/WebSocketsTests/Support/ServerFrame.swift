import NIOCore
import WebSockets

/// A frame as a client sees it. Read apart from the server's own parser on purpose: it is the oracle.
struct ServerFrame: Equatable {
    let opcode: Opcode
    let payload: [UInt8]
    let isFinal: Bool
    /// RSV1, of which only the first frame of a message says something.
    let isCompressed: Bool

    init(_ opcode: Opcode, _ payload: [UInt8] = [], isFinal: Bool = true, isCompressed: Bool = false) {
        self.opcode = opcode
        self.payload = payload
        self.isFinal = isFinal
        self.isCompressed = isCompressed
    }

    static func text(_ text: String) -> ServerFrame {
        ServerFrame(.text, Array(text.utf8))
    }

    static func close(_ code: CloseCode, _ reason: String = "") -> ServerFrame {
        ServerFrame(.close, [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)] + Array(reason.utf8))
    }

    var text: String { String(decoding: payload, as: UTF8.self) }

    /// The frames in `bytes`, which must be whole, without RSV2 and RSV3, and not masked.
    static func parse(_ bytes: ByteBuffer) throws -> [ServerFrame] {
        var bytes = bytes
        var frames: [ServerFrame] = []
        while bytes.readableBytes > 0 {
            guard let first = bytes.readInteger(as: UInt8.self), let second = bytes.readInteger(as: UInt8.self),
                first & 0x30 == 0, let opcode = Opcode(rawValue: first & 0x0F),
                let length = readLength(second, &bytes), let payload = bytes.readBytes(length: length)
            else { throw Malformed() }
            let (isFinal, isCompressed) = (first & 0x80 != 0, first & 0x40 != 0)
            frames.append(ServerFrame(opcode, payload, isFinal: isFinal, isCompressed: isCompressed))
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
