/// One WebSocket frame (RFC 6455 §5.2) with everything on the wire that a test may want to set or see.
///
/// The payload is always the unmasked one. Written apart from the server's codec on purpose: it is the oracle.
package struct TestFrame: Equatable, Sendable, CustomStringConvertible {
    package static let continuation: UInt8 = 0x0
    package static let text: UInt8 = 0x1
    package static let binary: UInt8 = 0x2
    package static let close: UInt8 = 0x8
    package static let ping: UInt8 = 0x9
    package static let pong: UInt8 = 0xA

    package var fin: Bool
    /// RSV1, RSV2 and RSV3 as the bits 4, 2 and 1.
    package var rsv: UInt8
    package var opcode: UInt8
    package var masked: Bool
    package var payload: [UInt8]

    package init(opcode: UInt8, fin: Bool = true, rsv: UInt8 = 0, masked: Bool = false, payload: [UInt8] = []) {
        self.fin = fin
        self.rsv = rsv
        self.opcode = opcode
        self.masked = masked
        self.payload = payload
    }

    package var description: String {
        let shown = payload.count <= 20 ? "\(payload)" : "\(payload.prefix(20))… (\(payload.count) bytes)"
        return "fin: \(fin), rsv: \(rsv), opcode: \(opcode), masked: \(masked), payload: \(shown)"
    }

    /// The unmasked text frame that a server sends for this string.
    package static func text(_ string: String) -> TestFrame {
        TestFrame(opcode: text, payload: Array(string.utf8))
    }

    /// The bytes of this frame, its length in the shortest form, masked with a random key where it is `masked`.
    package var bytes: [UInt8] {
        encoded(key: (0..<4).map { _ in UInt8.random(in: .min ... .max) })
    }

    package func encoded(key: [UInt8]) -> [UInt8] {
        let head = [(fin ? 0x80 : 0) | (rsv & 7) << 4 | (opcode & 0xF)] + lengthBytes
        return masked ? head + key + Self.mask(payload, with: key) : head + payload
    }

    private var lengthBytes: [UInt8] {
        let mask: UInt8 = masked ? 0x80 : 0
        let length = payload.count
        return switch length {
        case ...125: [mask | UInt8(length)]
        case ...0xFFFF: [mask | 126, UInt8(length >> 8), UInt8(length & 0xFF)]
        default: [mask | 127] + (0..<8).map { UInt8(length >> (56 - 8 * $0) & 0xFF) }
        }
    }

    static func mask(_ bytes: [UInt8], with key: [UInt8]) -> [UInt8] {
        bytes.enumerated().map { $0.element ^ key[$0.offset % 4] }
    }
}
