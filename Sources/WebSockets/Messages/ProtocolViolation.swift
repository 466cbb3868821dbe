/// What a peer did wrong, and with it the close code and the words that the peer is told (RFC 6455 §7.4.1).
package enum ProtocolViolation: Error, Equatable, Sendable {
    case notMasked
    case reservedBits(UInt8)
    case reservedOpcode(UInt8)
    case lengthNotMinimal
    case lengthTooLarge
    case controlFrameFragmented
    case controlFrameTooLong
    case continuationWithoutStart
    case startInsideMessage
    case tooManyFragments(limit: Int)
    case messageTooBig(limit: Int)
    case frameTooBig(limit: Int)
    case notUTF8
    case closePayloadOfOneByte
    case closeCodeNotAllowed(UInt16)
    case closeReasonNotUTF8
    case compressedDataCorrupt
    /// Not the peer's fault: zlib got no memory.
    case cannotInflate

    package var closeFrame: CloseFrame { CloseFrame(code, reason) }

    private var code: CloseCode {
        switch self {
        case .notUTF8, .closeReasonNotUTF8, .compressedDataCorrupt: .invalidPayload
        case .messageTooBig, .frameTooBig: .messageTooBig
        case .cannotInflate: .internalError
        case .tooManyFragments: .policyViolation
        case .notMasked, .reservedBits, .reservedOpcode, .lengthNotMinimal, .lengthTooLarge, .controlFrameFragmented,
            .controlFrameTooLong, .continuationWithoutStart, .startInsideMessage, .closePayloadOfOneByte,
            .closeCodeNotAllowed:
            .protocolError
        }
    }

    private var reason: String {
        switch self {
        case .notMasked: "a client must mask its frames (RFC 6455 5.1)"
        case .reservedBits(let bits):
            "reserved bits \(bits) set without an extension that uses them here (RFC 6455 5.2)"
        case .reservedOpcode(let opcode): "opcode \(opcode) is reserved (RFC 6455 5.2)"
        case .lengthNotMinimal: "the payload length is not in its shortest form (RFC 6455 5.2)"
        case .lengthTooLarge: "the top bit of a 64-bit length must be 0 (RFC 6455 5.2)"
        case .controlFrameFragmented: "a control frame must not be fragmented (RFC 6455 5.5)"
        case .controlFrameTooLong: "a control frame carries at most 125 bytes (RFC 6455 5.5)"
        case .continuationWithoutStart: "a continuation frame without a message to continue (RFC 6455 5.4)"
        case .startInsideMessage: "a new message began before the last one ended (RFC 6455 5.4)"
        case .tooManyFragments(let limit): "more than \(limit) fragments in a message"
        case .messageTooBig(let limit): "a message may have at most \(limit) bytes"
        case .frameTooBig(let limit): "a frame may have at most \(limit) bytes"
        case .notUTF8: "a text message must be valid UTF-8 (RFC 6455 8.1)"
        case .closePayloadOfOneByte: "a close payload of one byte holds no code (RFC 6455 5.5.1)"
        case .closeCodeNotAllowed(let code): "close code \(code) must not be sent (RFC 6455 7.4)"
        case .closeReasonNotUTF8: "a close reason must be valid UTF-8 (RFC 6455 5.5.1)"
        case .compressedDataCorrupt: "the compressed data cannot be inflated (RFC 7692 7.2.2)"
        case .cannotInflate: "the server has no memory to inflate"
        }
    }
}
