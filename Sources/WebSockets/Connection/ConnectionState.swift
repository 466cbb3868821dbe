/// How far a connection is on its way from the handshake to the end of TCP (RFC 6455 §7): events in, actions out.
///
/// The caller owns the clock: it reports `heartbeatTriggered` at every ping interval, and `closeTimeoutTriggered` when
/// the time for closing is over.
package struct ConnectionState: Equatable {
    private enum Phase: Equatable {
        case open
        /// Our close is sent, theirs is awaited.
        case closing
        /// Nothing more will be said by either side; the peer is to end the TCP connection.
        case hangingUp
        case closed
    }

    /// What to do now.
    package enum Action: Equatable {
        case nothing
        case sendPing
        /// Send it and give the peer the close time-out to answer.
        case sendClose(CloseFrame)
        /// Send it, say that no more will come (FIN), discard what arrives, and give the peer the close time-out to
        /// hang up too. Closing at once could destroy what was sent: unread input turns the end into a reset.
        case sendCloseAndHangUp(CloseFrame)
        /// The same without a frame: ours is already sent.
        case hangUp
        /// End the TCP connection without waiting.
        case dropConnection
    }

    private var phase = Phase.open
    private var heardSinceHeartbeat = false
    private var silentHeartbeats = 0
    /// How it ended: the peer's close, ours, or `nil` for a connection that was lost.
    package private(set) var outcome: CloseFrame?
    /// What ended it; `loss` as long as nothing has.
    package private(set) var cause = EndCause.loss

    package init() {}

    /// Whether messages may still be sent.
    package var isOpen: Bool { phase == .open }

    /// Whether what arrives is still read as frames: after a close, or after a violation, it is not.
    package var readsFrames: Bool { phase == .open || phase == .closing }

    package mutating func receivedBytes() {
        heardSinceHeartbeat = true
    }

    /// The peer's close: the reply carries its code back (RFC 6455 §5.5.1).
    package mutating func receivedClose(_ frame: CloseFrame) -> Action {
        switch phase {
        case .open:
            phase = .hangingUp
            outcome = frame
            cause = .peer
            return .sendCloseAndHangUp(frame.code.map { CloseFrame($0, "") } ?? .empty)
        case .closing:
            phase = .hangingUp
            outcome = frame
            return .hangUp
        case .hangingUp, .closed:
            return .nothing
        }
    }

    package mutating func receivedViolation(_ violation: ProtocolViolation) -> Action {
        switch phase {
        case .open:
            phase = .hangingUp
            outcome = violation.closeFrame
            cause = .violation
            return .sendCloseAndHangUp(violation.closeFrame)
        case .closing:
            phase = .hangingUp
            return .hangUp
        case .hangingUp, .closed:
            return .nothing
        }
    }

    /// The peer ended its side of TCP without a close, or after both were said: nothing that it could still answer.
    package mutating func inputEnded() -> Action {
        switch phase {
        case .open, .closing:
            phase = .hangingUp
            return .hangUp
        case .hangingUp, .closed:
            return .nothing
        }
    }

    /// We want to end: the endpoint, a limit, or the server that stops.
    package mutating func closeRequested(_ frame: CloseFrame) -> Action {
        guard phase == .open else { return .nothing }
        phase = .closing
        outcome = frame
        cause = .endpoint
        return .sendClose(frame)
    }

    /// A ping is due, and with it the question whether the peer is still there.
    package mutating func heartbeatTriggered() -> Action {
        guard phase == .open else { return .nothing }
        silentHeartbeats = heardSinceHeartbeat ? 0 : silentHeartbeats + 1
        heardSinceHeartbeat = false
        guard silentHeartbeats < 2 else {
            let action = closeRequested(CloseFrame(.internalError, "silent for two ping intervals"))
            cause = .silence
            return action
        }
        return .sendPing
    }

    package mutating func closeTimeoutTriggered() -> Action {
        guard phase == .closing || phase == .hangingUp else { return .nothing }
        phase = .closed
        return .dropConnection
    }

    /// The peer took too little of what it was sent for too long; a close would have to wait behind it.
    package mutating func drainTimeoutTriggered() -> Action {
        guard phase != .closed else { return .nothing }
        if phase == .open { cause = .slowness }
        phase = .closed
        return .dropConnection
    }

    /// An endpoint wants to end without a word.
    package mutating func dropRequested() -> Action {
        guard phase != .closed else { return .nothing }
        if phase == .open { cause = .drop }
        phase = .closed
        return .dropConnection
    }

    package mutating func connectionEnded() {
        phase = .closed
    }
}
