/// How a server can fail to be a WebSocket peer in a test's eyes.
package enum WebSocketTestError: Error, CustomStringConvertible {
    /// The answer to the handshake is not `101 Switching Protocols`.
    case refused(HTTPReply)
    /// It is, but does not fit what was asked for (RFC 6455 §4.1).
    case badHandshake(String)
    /// A length that is not in its shortest form, or has its highest bit set (RFC 6455 §5.2).
    case badLength(UInt64, inBytes: Int)
    case unexpectedFrame(TestFrame, expected: String)
    case notUTF8([UInt8])
    case bytesAfterClose([UInt8])

    package var description: String {
        switch self {
        case .refused(let reply): "the handshake was refused: \(reply.status) \(reply.reason)\n\(reply.text)"
        case .badHandshake(let why): "the answer to the handshake is wrong: \(why)"
        case .badLength(let length, let count): "frame length \(length) must not be written in \(count) bytes"
        case .unexpectedFrame(let frame, let expected):
            "expected \(expected), got a frame with opcode \(frame.opcode), fin \(frame.fin), rsv \(frame.rsv), "
                + "\(frame.payload.count) bytes: \(String(decoding: frame.payload.prefix(200), as: UTF8.self))"
        case .bytesAfterClose(let bytes): "after the Close: \(bytes.prefix(200))"
        case .notUTF8(let bytes): "not UTF-8: \(bytes.prefix(200))"
        }
    }
}
