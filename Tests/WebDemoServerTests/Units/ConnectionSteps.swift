import NIOCore

@testable import WebDemoServer

/// An action with what a test compares of it.
enum Step: Equatable {
    case wait
    case answer(String, keepsAlive: Bool)
    case refuse(RequestError)
    case hangUp
    case close
}

extension HTTPConnectionState.Action {
    var step: Step {
        switch self {
        case .wait: .wait
        case .answer(let head, let keepsAlive): .answer(head.target, keepsAlive: keepsAlive)
        case .refuse(let error): .refuse(error)
        case .hangUp: .hangUp
        case .close: .close
        }
    }
}

/// A connection's state with the bytes that wait for it.
struct FedConnection {
    var state = HTTPConnectionState()
    var input = ByteBuffer()

    /// What is to be done after these bytes came.
    mutating func received(_ text: String = "") -> Step {
        input.writeString(text)
        return state.next(&input).step
    }

    mutating func answered() -> Step { state.answered().step }
    mutating func timedOut() -> Step { state.timeoutTriggered().step }
    mutating func stopped() -> Step { state.stopRequested().step }
}
