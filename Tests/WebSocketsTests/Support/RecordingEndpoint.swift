import Synchronization
import WebSockets

/// An endpoint that writes down what it is told, and does besides what a test asks of it.
final class RecordingEndpoint: WebSocketEndpoint {
    enum Call: Equatable {
        case opened
        case received(Message)
        case closed(CloseFrame?)
    }

    typealias Reaction = @Sendable (WebSocketConnection, Call) -> Void

    let terms: HandshakeTerms
    private let reaction: Reaction
    private let log = Mutex<[Call]>([])
    private let latest = Mutex<WebSocketConnection?>(nil)

    init(compression: CompressionOptions? = CompressionOptions(), _ reaction: @escaping Reaction = { _, _ in }) {
        var terms = HandshakeTerms(origins: .any)
        terms.compression = compression
        self.terms = terms
        self.reaction = reaction
    }

    static var echo: RecordingEndpoint { echo() }

    static func echo(compression: CompressionOptions? = CompressionOptions()) -> RecordingEndpoint {
        RecordingEndpoint(compression: compression) { connection, call in
            if case .received(let message) = call { connection.send(message) }
        }
    }

    var calls: [Call] { log.withLock { $0 } }

    var received: [Message] {
        calls.compactMap { if case .received(let message) = $0 { message } else { nil } }
    }

    /// Who called last.
    var connection: WebSocketConnection? { latest.withLock { $0 } }

    func opened(_ connection: WebSocketConnection) { record(.opened, connection) }

    func received(_ message: Message, from connection: WebSocketConnection) { record(.received(message), connection) }

    func closed(_ connection: WebSocketConnection, _ close: CloseFrame?) { record(.closed(close), connection) }

    private func record(_ call: Call, _ connection: WebSocketConnection) {
        log.withLock { $0.append(call) }
        latest.withLock { $0 = connection }
        reaction(connection, call)
    }
}
