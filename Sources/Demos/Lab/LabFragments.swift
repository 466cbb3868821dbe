import NIOCore
import WebSockets

/// Greets with one message in several frames, which is right (RFC 6455 §5.4), and then is an echo.
struct LabFragments: WebSocketEndpoint {
    let terms = HandshakeTerms(origins: .any, compression: nil)
    private let parts: [ByteBuffer]
    /// Sent between the first two frames: a control frame may stand there.
    private let ping: ByteBuffer?

    private init(_ parts: [ByteBuffer], ping: ByteBuffer? = nil) {
        self.parts = parts
        self.ping = ping
    }

    func opened(_ connection: WebSocketConnection) {
        for (index, part) in parts.enumerated() {
            connection.send(fragment: part, of: .text, isFinal: index == parts.count - 1)
            if index == 0, let ping { connection.ping(ping) }
        }
    }

    func received(_ message: Message, from connection: WebSocketConnection) {
        connection.send(message)
    }

    /// Characters of several bytes too are cut; only the whole message must be UTF-8.
    static let ofOneByte = LabFragments("Hello, 你好!".utf8.map { ByteBuffer(bytes: [$0]) })
    static let aroundPing = LabFragments(
        [ByteBuffer(string: "Hello, "), ByteBuffer(string: "world!")],
        ping: ByteBuffer(string: "are you there?")
    )
}
