import NIOCore
import WebSockets

/// A frame as a client sends it, with everything on the wire that a test may want to have wrong.
struct ClientFrame {
    var rawOpcode: UInt8
    var payload: [UInt8]
    var isFinal = true
    var reservedBits: UInt8 = 0
    var key: [UInt8]? = [0x37, 0xFA, 0x21, 0x3D]

    init(_ opcode: Opcode, _ payload: [UInt8] = [], isFinal: Bool = true) {
        rawOpcode = opcode.rawValue
        self.payload = payload
        self.isFinal = isFinal
    }

    static func text(_ text: String) -> ClientFrame {
        ClientFrame(.text, Array(text.utf8))
    }

    static func close(_ code: UInt16, _ reason: String = "") -> ClientFrame {
        ClientFrame(.close, [UInt8(code >> 8), UInt8(code & 0xFF)] + Array(reason.utf8))
    }

    /// The first frame of a compressed message, or all of it.
    static func compressed(_ opcode: Opcode, _ payload: [UInt8], isFinal: Bool = true) -> ClientFrame {
        ClientFrame(opcode, payload, isFinal: isFinal).with { $0.reservedBits = FrameHeader.rsv1 }
    }

    /// One message in frames of `size` bytes at most, and one of none for no bytes.
    static func fragments(_ first: ClientFrame, size: Int) -> [ClientFrame] {
        var frames = stride(from: 0, to: first.payload.count, by: size).map { start in
            ClientFrame(.continuation, Array(first.payload[start...].prefix(size)), isFinal: false)
        }
        guard !frames.isEmpty else { return [first] }
        (frames[0].rawOpcode, frames[0].reservedBits) = (first.rawOpcode, first.reservedBits)
        frames[frames.count - 1].isFinal = true
        return frames
    }

    func with(_ change: (inout ClientFrame) -> Void) -> ClientFrame {
        var copy = self
        change(&copy)
        return copy
    }

    var bytes: [UInt8] {
        let first = (isFinal ? 0x80 : 0) | reservedBits << 4 | rawOpcode
        let masked = key.map { key in payload.indices.map { payload[$0] ^ key[$0 % 4] } }
        return [first] + Self.length(payload.count, isMasked: key != nil) + (key ?? []) + (masked ?? payload)
    }

    /// The length in a form of so many bytes, which need not be the right one.
    static func length(_ length: Int, bytes: Int? = nil, isMasked: Bool = true) -> [UInt8] {
        let mask: UInt8 = isMasked ? 0x80 : 0
        return switch bytes ?? (length > 0xFFFF ? 8 : length > 125 ? 2 : 0) {
        case 0: [mask | UInt8(length)]
        case 2: [mask | 126] + bigEndian(UInt64(length)).suffix(2)
        default: [mask | 127] + bigEndian(UInt64(length))
        }
    }

    static func bigEndian(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }
}

extension [ClientFrame] {
    var bytes: [UInt8] { flatMap(\.bytes) }
}
