import NIOCore
import WebSockets

/// Reads at a bounded rate, `/slow?bytes-per-second=N`, so that a sender sees its `bufferedAmount` grow and shrink. Says
/// after each message how many bytes it had: `{"read":65536}`.
struct Slow: WebSocketEndpoint {
    /// A message of the largest size then takes 16 seconds at most, for which the peer's close is not seen either.
    static let bytesPerSecond = (64 << 10)...(1 << 30)
    static let usualBytesPerSecond = 1 << 20

    let terms: HandshakeTerms

    init() {
        var terms = HandshakeTerms(origins: .any)
        // What is sent here is long and says nothing; compressed it would arrive at once.
        terms.compression = nil
        self.terms = terms
    }

    func received(_ message: Message, from connection: WebSocketConnection) {
        let bytes = message.payload.readableBytes
        let time = TimeAmount.microseconds(Int64(bytes) * 1_000_000 / Int64(Self.rate(connection.query)))
        connection.pauseReading()
        connection.schedule(in: time) {
            connection.send(.text("{\"read\":\(bytes)}"))
            connection.resumeReading()
        }
    }

    /// What is no number is the usual rate; one that is too small or too large becomes the nearest.
    static func rate(_ query: String?) -> Int {
        Query(query).number("bytes-per-second", in: bytesPerSecond, standard: usualBytesPerSecond)
    }
}
