import NIOCore
import WebSockets

/// Reads at a bounded rate, `/slow?bytes-per-second=N`, so that a sender sees its `bufferedAmount` grow and shrink. What is
/// sent faster waits: first in the sockets, then in the page. Says after each message how many bytes it had.
struct Slow: WebSocketEndpoint {
    /// Bounds how long a message, and a close behind it, can wait.
    private static let maxPause = TimeAmount.seconds(30)

    /// What is sent here is long and says nothing; compressed it would arrive at once.
    let terms = HandshakeTerms(origins: .any, compression: nil)

    /// What the rate is called in a query, in bytes a second.
    var name = "bytes-per-second"
    /// A message of the largest size takes 16 seconds at most, for which the peer's close is not seen either.
    var rates = (64 << 10)...(1 << 30)
    var usualRate = 1 << 20
    var reply: @Sendable (_ bytes: Int) -> String = { "{\"read\":\($0)}" }

    func received(_ message: Message, from connection: WebSocketConnection) {
        let bytes = message.payload.readableBytes
        let pause = TimeAmount.microseconds(Int64(bytes) * 1_000_000 / Int64(rate(connection.query)))
        connection.pauseReading()
        connection.schedule(in: min(pause, Self.maxPause)) {
            connection.send(.text(reply(bytes)))
            connection.resumeReading()
        }
    }

    /// What is no number is the usual rate; one that is too small or too large becomes the nearest.
    func rate(_ query: String?) -> Int {
        Query(query).number(name, in: rates, standard: usualRate)
    }

    /// The lab's: slower, and for people to read.
    static let inTheLab = Slow(
        name: "bytes",
        rates: 1024...(64 << 20),
        usualRate: 256 << 10,
        reply: { "read \($0) bytes" }
    )
}
