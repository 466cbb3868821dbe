package import NIOCore

/// A whole message, whatever number of frames it came in. The payload of a text is valid UTF-8.
package struct Message: Equatable, Sendable {
    package enum Kind: Sendable {
        case text
        case binary

        var opcode: Opcode {
            switch self {
            case .text: .text
            case .binary: .binary
            }
        }
    }

    package let kind: Kind
    package let payload: ByteBuffer

    package init(_ kind: Kind, _ payload: ByteBuffer) {
        self.kind = kind
        self.payload = payload
    }

    package static func text(_ text: String) -> Message {
        Message(.text, ByteBuffer(string: text))
    }

    package static func binary(_ bytes: some Sequence<UInt8>) -> Message {
        Message(.binary, ByteBuffer(bytes: bytes))
    }
}
