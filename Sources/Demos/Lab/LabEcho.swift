import WebSockets

/// An echo that keeps to other terms: it does one thing wrong, or compresses, or never does.
struct LabEcho: WebSocketEndpoint {
    let terms: HandshakeTerms

    init(_ misconduct: Misconduct) {
        terms = HandshakeTerms(origins: .any, misconduct: misconduct)
    }

    init(isCompressed: Bool) {
        terms = HandshakeTerms(origins: .any, compression: isCompressed ? CompressionOptions() : nil)
    }

    func received(_ message: Message, from connection: WebSocketConnection) {
        connection.send(message)
    }
}
