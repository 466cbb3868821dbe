import WebSockets

/// Closes at once with `?code=` and `?reason=`, whatever they are, or in one of the ways that need no choice.
struct LabClose: WebSocketEndpoint {
    let terms = HandshakeTerms(origins: .any)
    /// `nil` for what the address says.
    private let frame: CloseFrame?

    func opened(_ connection: WebSocketConnection) {
        connection.close(frame ?? asked(Query(connection.query)))
    }

    func received(_ message: Message, from connection: WebSocketConnection) {}

    /// The reason is cut to what a control frame has room for; the code may be one that must not be sent.
    private func asked(_ query: Query) -> CloseFrame {
        let code = query.number("code", in: 0...0xFFFF, standard: 1000)
        let reason = CloseFrame(.normal, query["reason"] ?? "").reason
        return CloseFrame(unchecked: CloseCode(rawValue: UInt16(clamping: code)), reason)
    }

    static let asAsked = LabClose(frame: nil)
    /// A browser reports it as 1005 (RFC 6455 §7.1.5).
    static let withoutCode = LabClose(frame: .empty)
    /// One byte more than the 125 of a control frame (RFC 6455 §5.5).
    static let withLongReason = LabClose(
        frame: CloseFrame(unchecked: .normal, String(repeating: "x", count: 124))
    )
}
