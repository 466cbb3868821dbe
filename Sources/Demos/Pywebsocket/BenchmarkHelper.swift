import NIOCore
import WebSockets

/// The other side of a benchmark: "receive SIZE" is answered with as many bytes, "send 1" and a message after it with the
/// message's size. Whatever else comes, or a message with a byte that is no "a", drops the connection.
enum BenchmarkHelper {
    static var endpoint: AsyncEndpoint {
        AsyncEndpoint(terms: HandshakeTerms(origins: .any, compression: nil)) { webSocket in
            let messages = webSocket.messages.makeAsyncIterator()
            while let message = await messages.next() {
                switch Command(message) {
                case .receive(let bytes):
                    try await webSocket.send(bytes: bytes)
                case .send(let isVerified):
                    guard let payload = await messages.next()?.payload,
                        !isVerified || payload.readableBytesView.allSatisfy({ $0 == UInt8(ascii: "a") })
                    else { return webSocket.drop() }
                    await webSocket.send(.text("\(payload.readableBytes)"))
                case nil:
                    return webSocket.drop()
                }
            }
        }
    }

    enum Command: Equatable {
        /// The client is to receive a message of so many bytes.
        case receive(bytes: Int)
        /// The client sends a message.
        case send(isVerified: Bool)

        init?(_ message: Message) {
            let words = String(buffer: message.payload).split(separator: " ", omittingEmptySubsequences: false)
            guard message.kind == .text, words.count == 2 else { return nil }
            switch words[0] {
            case "receive":
                guard let bytes = Int(words[1]), (0...LabHugeMessage.maxBytes).contains(bytes) else { return nil }
                self = .receive(bytes: bytes)
            case "send":
                self = .send(isVerified: words[1] == "1")
            default:
                return nil
            }
        }
    }
}
