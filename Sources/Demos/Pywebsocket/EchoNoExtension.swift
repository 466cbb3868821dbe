import NIOCore
import WebSockets

/// An echo that never compresses, and closes after it has said "Goodbye".
struct EchoNoExtension: WebSocketEndpoint {
    private static let goodbye = Message.text("Goodbye")

    let terms = HandshakeTerms(origins: .any, compression: nil)

    func received(_ message: Message, from connection: WebSocketConnection) {
        connection.send(message)
        if message == Self.goodbye { connection.close(.normal, "") }
    }
}
