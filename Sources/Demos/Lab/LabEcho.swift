import WebSockets

/// An echo that keeps to other terms: it does one thing wrong, or compresses, or never does.
struct LabEcho: WebSocketEndpoint {
    let terms: HandshakeTerms

    init(_ misconduct: Misconduct) {
        var terms = HandshakeTerms(origins: .any)
        terms.misconduct = misconduct
        self.terms = terms
    }

    init(isCompressed: Bool) {
        var terms = HandshakeTerms(origins: .any)
        if !isCompressed { terms.compression = nil }
        self.terms = terms
    }

    func received(_ message: Message, from connection: WebSocketConnection) {
        connection.send(message)
    }
}
