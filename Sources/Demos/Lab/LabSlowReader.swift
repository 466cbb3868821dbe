import NIOCore
import WebSockets

/// Reads `?bytes=` a second, 256 KiB if nothing is said, and says how many bytes it has of each message. What a page
/// sends faster waits: first in the sockets, then in the page's `bufferedAmount`.
struct LabSlowReader: WebSocketEndpoint {
    /// Bounds how long a message, and a close behind it, can wait.
    private static let maxPause = TimeAmount.seconds(30)

    let terms: HandshakeTerms

    init() {
        var terms = HandshakeTerms(origins: .any)
        terms.compression = nil
        self.terms = terms
    }

    func received(_ message: Message, from connection: WebSocketConnection) {
        let rate = Query(connection.query).number("bytes", in: 1024...(64 << 20), standard: 256 << 10)
        let bytes = message.payload.readableBytes
        let pause = TimeAmount.microseconds(Int64(bytes) * 1_000_000 / Int64(rate))
        connection.pauseReading()
        connection.schedule(in: min(pause, Self.maxPause)) {
            connection.send(.text("read \(bytes) bytes"))
            connection.resumeReading()
        }
    }
}
