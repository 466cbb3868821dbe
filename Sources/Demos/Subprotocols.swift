import NIOCore
import WebSockets

/// Two subprotocols to choose from. Which one the handshake agreed on decides how the same answer is written.
struct Subprotocols: WebSocketEndpoint {
    let terms = HandshakeTerms(origins: .any, subprotocols: ["count.json", "count.text"])

    func received(_ message: Message, from connection: WebSocketConnection) {
        let bytes = message.payload.readableBytes
        switch connection.subprotocol {
        case "count.json": connection.send(.text("{\"kind\":\"\(message.kind)\",\"bytes\":\(bytes)}"))
        case "count.text": connection.send(.text("\(bytes) bytes of \(message.kind)"))
        default: connection.send(.text("We agreed on no subprotocol: count.json and count.text are spoken here."))
        }
    }
}
