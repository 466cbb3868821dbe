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

    let terms = HandshakeTerms(origins: .any)
    private let reaction: Reaction
    private let log = Mutex<[Call]>([])
    private let latest = Mutex<WebSocketConnection?>(nil)

    init(_ reaction: @escaping Reaction = { _, _ in }) {
        self.reaction = reaction
    }

    static var echo: RecordingEndpoint {
        RecordingEndpoint { connection, call in
            if case .received(let message) = call { connection.send(message) }
        }
    }

    var calls: [Call] { log.withLock { $0 } }

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
