import NIOCore

/// The payload of a close frame: nothing, or a code and a reason (RFC 6455 §5.5.1).
package struct CloseFrame: Equatable, Sendable {
    /// `nil` is a close without a code, which a browser reports as 1005.
    package let code: CloseCode?
    /// At most 123 bytes of UTF-8: a control frame carries 125, two of which are the code.
    package let reason: String

    /// A close without a code.
    package static let empty = CloseFrame(code: nil, reason: "")

    /// A code that must not be on the wire becomes 1011; a reason that is too long is cut between two characters.
    package init(_ code: CloseCode, _ reason: String) {
        self.init(code: code.isAllowedOnTheWire ? code : .internalError, reason: Self.shortened(reason))
    }

    /// Right or wrong, as it is said here: for who misbehaves on purpose.
    package init(unchecked code: CloseCode?, _ reason: String) {
        self.init(code: code, reason: reason)
    }

    private init(code: CloseCode?, reason: String) {
        self.code = code
        self.reason = reason
    }

    /// Reads what a peer sent.
    init(parsing payload: ByteBuffer) throws(ProtocolViolation) {
        var payload = payload
        guard payload.readableBytes > 0 else {
            self = .empty
            return
        }
        guard let number = payload.readInteger(as: UInt16.self) else { throw .closePayloadOfOneByte }
        let code = CloseCode(rawValue: number)
        guard code.isAllowedOnTheWire else { throw .closeCodeNotAllowed(number) }
        guard let reason = String(validating: payload.readableBytesView, as: UTF8.self) else {
            throw .closeReasonNotUTF8
        }
        self.init(code: code, reason: reason)
    }

    var payload: ByteBuffer {
        var buffer = ByteBuffer()
        if let code {
            buffer.writeInteger(code.rawValue)
            buffer.writeString(reason)
        }
        return buffer
    }

    private static func shortened(_ reason: String) -> String {
        var end = reason.startIndex
        var bytes = 0
        for index in reason.indices {
            bytes += reason[index].utf8.count
            guard bytes <= 123 else { break }
            end = reason.index(after: index)
        }
        return String(reason[..<end])
    }
}
