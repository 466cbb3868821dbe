import Testing

@testable import WebSockets

struct ConnectionStateTests {
    typealias Action = ConnectionState.Action

    enum Phase: CaseIterable {
        case open, closing, hangingUp, closed

        var state: ConnectionState {
            var state = ConnectionState()
            switch self {
            case .open: break
            case .closing: _ = state.closeRequested(ours)
            case .hangingUp: _ = state.receivedClose(theirs)
            case .closed: state.connectionEnded()
            }
            return state
        }
    }

    static let ours = CloseFrame(.goingAway, "ours")
    static let theirs = CloseFrame(.normal, "theirs")

    @Test(
        arguments: [
            (.open, .sendCloseAndHangUp(CloseFrame(.normal, ""))), (.closing, .hangUp),
            (.hangingUp, .nothing), (.closed, .nothing),
        ] as [(Phase, Action)]
    )
    func aCloseIsAnsweredOnceWithItsCode(_ phase: Phase, _ action: Action) {
        var state = phase.state
        let answer = state.receivedClose(Self.theirs)
        #expect(answer == action)
        #expect(!state.isOpen && !state.readsFrames)
    }

    @Test func aCloseWithoutACodeIsAnsweredWithoutOne() {
        var state = ConnectionState()
        let answer = state.receivedClose(.empty)
        #expect(answer == .sendCloseAndHangUp(.empty))
        #expect(state.outcome == .empty)
    }

    @Test(
        arguments: [
            (.open, .sendCloseAndHangUp(ProtocolViolation.notUTF8.closeFrame)), (.closing, .hangUp),
            (.hangingUp, .nothing), (.closed, .nothing),
        ] as [(Phase, Action)]
    )
    func aViolationEndsTheReading(_ phase: Phase, _ action: Action) {
        var state = phase.state
        let answer = state.receivedViolation(.notUTF8)
        #expect(answer == action)
        #expect(!state.isOpen && !state.readsFrames)
    }

    @Test(
        arguments: [
            (.open, .sendClose(ours)), (.closing, .nothing), (.hangingUp, .nothing), (.closed, .nothing),
        ] as [(Phase, Action)]
    )
    func ourCloseIsSentOnce(_ phase: Phase, _ action: Action) {
        var state = phase.state
        let before = state
        let answer = state.closeRequested(Self.ours)
        #expect(answer == action)
        #expect(!state.isOpen)
        #expect(state.readsFrames == (phase == .open || phase == .closing))
        if phase != .open { #expect(state == before) }
    }

    @Test(
        arguments: [(.open, .sendPing), (.closing, .nothing), (.hangingUp, .nothing), (.closed, .nothing)]
            as [(Phase, Action)]
    )
    func onlyAnOpenConnectionIsPinged(_ phase: Phase, _ action: Action) {
        var state = phase.state
        let answer = state.heartbeatTriggered()
        #expect(answer == action)
    }

    @Test(
        arguments: [
            (.open, .nothing), (.closing, .dropConnection), (.hangingUp, .dropConnection), (.closed, .nothing),
        ] as [(Phase, Action)]
    )
    func theCloseTimeoutEndsWhatIsBeingClosed(_ phase: Phase, _ action: Action) {
        var state = phase.state
        let answer = state.closeTimeoutTriggered()
        #expect(answer == action)
        #expect(state.isOpen == (phase == .open))
    }

    @Test(arguments: Phase.allCases)
    func nothingHappensAfterTheEnd(_ phase: Phase) {
        var state = phase.state
        state.connectionEnded()
        state.receivedBytes()
        let answers = [
            state.receivedClose(Self.theirs), state.receivedViolation(.notMasked), state.closeRequested(Self.ours),
            state.heartbeatTriggered(), state.closeTimeoutTriggered(),
        ]
        #expect(answers.allSatisfy { $0 == .nothing })
        #expect(!state.isOpen && !state.readsFrames)
    }

    @Test func theOutcomeIsWhatEndedIt() {
        #expect(Phase.open.state.outcome == nil)
        #expect(Phase.closing.state.outcome == Self.ours)
        #expect(Phase.hangingUp.state.outcome == Self.theirs)
        #expect(Phase.closed.state.outcome == nil)

        var answered = Phase.closing.state
        _ = answered.receivedClose(Self.theirs)
        #expect(answered.outcome == Self.theirs)

        var violated = ConnectionState()
        _ = violated.receivedViolation(.notMasked)
        #expect(violated.outcome == ProtocolViolation.notMasked.closeFrame)

        var violatedWhileClosing = Phase.closing.state
        _ = violatedWhileClosing.receivedViolation(.notMasked)
        #expect(violatedWhileClosing.outcome == Self.ours)
    }

    @Test func twoSilentHeartbeatsEndIt() {
        var state = ConnectionState()
        let answers = (0..<2).map { _ in state.heartbeatTriggered() }
        #expect(answers.first == .sendPing)
        guard case .sendClose(let frame) = answers.last else {
            Issue.record("no close but \(answers)")
            return
        }
        #expect(frame.code == .internalError)
        #expect(!state.isOpen && state.readsFrames)
    }

    @Test func anyBytesCountAsALifeSign() {
        var state = ConnectionState()
        for _ in 0..<10 {
            state.receivedBytes()
            let answers = (0..<2).map { _ in state.heartbeatTriggered() }
            #expect(answers == [.sendPing, .sendPing])
        }
    }
}
