import NIOCore
import Synchronization
import WebSockets

/// Sends every message back, and writes down what it was told and what it sent. It keeps its connection when that has
/// ended, and goes on to use it.
final class FuzzedEndpoint: WebSocketEndpoint {
    enum Behaviour {
        case echo
        /// Takes no second message before it is told to go on.
        case echoAndPause
        case echoAndClose
    }

    struct Log {
        enum Call {
            case opened, received, closed
        }

        var calls: [Call] = []
        var received: [Message] = []
        var sent: [Message] = []
        fileprivate(set) var pauses = 0
        fileprivate(set) var connection: WebSocketConnection?
        /// The message of `sent` that is sent in parts.
        fileprivate var inParts: Int?

        /// Opened first, closed last, each once.
        var isOrdered: Bool {
            calls == [.opened] + received.map { _ in .received } + [.closed]
        }
    }

    let terms = HandshakeTerms(origins: .any)
    let behaviour: Behaviour
    private let state = Mutex(Log())

    init(_ choice: UInt8) {
        behaviour = choice == 1 ? .echoAndPause : choice == 2 ? .echoAndClose : .echo
    }

    var log: Log { state.withLock { $0 } }

    func opened(_ connection: WebSocketConnection) {
        state.withLock {
            $0.calls.append(.opened)
            $0.connection = connection
        }
    }

    func received(_ message: Message, from connection: WebSocketConnection) {
        state.withLock {
            $0.calls.append(.received)
            $0.received.append(message)
            if behaviour == .echoAndPause { $0.pauses += 1 }
        }
        send(message, on: connection)
        switch behaviour {
        case .echo: break
        case .echoAndPause: connection.pauseReading()
        case .echoAndClose: connection.close(.goingAway, "enough")
        }
    }

    func closed(_ connection: WebSocketConnection, _ close: CloseFrame?) {
        state.withLock { $0.calls.append(.closed) }
    }

    // MARK: Of its own accord

    func speak() {
        guard let connection = log.connection else { return }
        send(.text("你好"), on: connection)
    }

    /// A message in parts, which the others that are sent meanwhile follow.
    func speak(isFinal: Bool) {
        guard let connection = log.connection else { return }
        let part = ByteBuffer(string: "再见")
        state.withLock {
            let index = $0.inParts ?? $0.sent.endIndex
            let payload = index == $0.sent.endIndex ? ByteBuffer() : $0.sent.remove(at: index).payload
            $0.sent.insert(
                Message(.text, ByteBuffer(bytes: payload.readableBytesView + part.readableBytesView)),
                at: index
            )
            $0.inParts = isFinal ? nil : index
        }
        connection.send(fragment: part, of: .text, isFinal: isFinal)
    }

    func hangUp() {
        log.connection?.close(CloseCode(rawValue: 1005), String(repeating: "好", count: 100))
    }

    func resume() {
        guard log.pauses > 0 else { return }
        state.withLock { $0.pauses -= 1 }
        log.connection?.resumeReading()
    }

    func resumeAll() {
        while log.pauses > 0 { resume() }
    }

    private func send(_ message: Message, on connection: WebSocketConnection) {
        state.withLock { $0.sent.append(message) }
        connection.send(message)
    }
}
