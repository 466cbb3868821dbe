import NIOCore
import WebSockets

/// Waits for a text "SECONDS COUNT MESSAGE", sends that message so many times with so long a pause after each, and
/// closes. For anything else the connection is dropped.
enum Bench {
    static var endpoint: AsyncEndpoint {
        AsyncEndpoint(terms: HandshakeTerms(origins: .any)) { webSocket in
            guard let first = await webSocket.messages.first(where: { _ in true }) else { return }
            guard let order = Order(first) else { return webSocket.drop() }
            for _ in 0..<order.count {
                await webSocket.send(.text(order.message))
                try await Task.sleep(for: order.pause)
            }
        }
    }

    struct Order: Equatable {
        let pause: Duration
        let count: Int
        let message: String

        /// More than a minute, or than 10,000 messages, is asked for in vain.
        init?(_ message: Message) {
            let words = String(buffer: message.payload).split(separator: " ", omittingEmptySubsequences: false)
            guard words.count == 3, let seconds = Double(words[0]), (0...).contains(seconds), let count = Int(words[1])
            else { return nil }
            pause = .milliseconds(Int((min(seconds, 60) * 1000).rounded()))
            self.count = min(max(count, 0), 10_000)
            self.message = String(words[2])
        }
    }
}
