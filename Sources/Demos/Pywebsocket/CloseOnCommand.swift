import NIOCore
import WebSockets

/// Waits for a text "CODE REASON" and closes with that, whether such a code may be sent or not.
struct CloseOnCommand: WebSocketEndpoint {
    let terms = HandshakeTerms(origins: .any)

    func received(_ message: Message, from connection: WebSocketConnection) {
        let words = String(buffer: message.payload).split(
            separator: " ",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard words.count == 2, let code = UInt16(words[0]) else { return connection.drop() }
        let reason = CloseFrame(.normal, String(words[1])).reason
        connection.close(CloseFrame(unchecked: CloseCode(rawValue: code), reason))
    }
}
