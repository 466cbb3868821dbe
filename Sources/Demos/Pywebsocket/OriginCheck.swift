import NIOCore
import WebSockets

/// Is for the pages of `http://example.com` alone; to them it says a line, not in a frame, and closes.
struct OriginCheck: WebSocketEndpoint {
    let terms = HandshakeTerms(origins: .only("http://example.com"))

    func opened(_ connection: WebSocketConnection) {
        let query = connection.query.map { "?\($0)" } ?? ""
        connection.sendRaw(ByteBuffer(string: "origin_check_wsh.py is called for /origin_check\(query), None"))
        connection.close(.normal, "")
    }

    func received(_ message: Message, from connection: WebSocketConnection) {}
}
