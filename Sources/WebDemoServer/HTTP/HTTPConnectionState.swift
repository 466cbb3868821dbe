import NIOCore

/// Where an HTTP/1.1 connection is between its requests: bytes and other events in, one action at a time out.
///
/// There is one request at a time. What a client pipelines waits in the input until the answer before it was written.
struct HTTPConnectionState {
    private enum Phase {
        case idle
        case head
        case body(RequestHead, BodyDrain)
        case answering(thenClose: Bool)
        case lingering
        /// Another handler has the connection, or it is gone.
        case done
    }

    enum Action {
        /// Nothing to do before more bytes come.
        case wait
        /// Answer, then report `answered`.
        case answer(RequestHead, keepsAlive: Bool)
        /// Answer with the error, then report `answered`.
        case refuse(RequestError)
        /// Say that nothing more will come (FIN) and discard input until the client hangs up. Closing at once could
        /// destroy the answer: unread input turns the end into a reset.
        case hangUp
        case close
    }

    /// What the clock runs for.
    enum Timeout: Equatable {
        case request
        case idle
        case linger
    }

    private var phase = Phase.idle
    private var parser: RequestHeadParser
    private let proxies: ProxyRules
    /// The body of the request that is being answered, where the answer is begun before it is read.
    private var body: BodyReader?
    private var isBodyWanted = false
    private(set) var isStopping = false
    /// The client has ended its side of the stream. What it asked before is answered, then there is nothing to wait for.
    private(set) var isInputEnded = false

    /// Bodies of requests that `proxies` has rules for are left to who answers.
    init(limits: HeadLimits = HeadLimits(), memo: FieldsMemo? = nil, proxies: ProxyRules = .none) {
        parser = RequestHeadParser(limits: limits, memo: memo)
        self.proxies = proxies
    }

    var timeout: Timeout? {
        switch phase {
        case .idle: .idle
        case .head, .body: .request
        case .lingering: .linger
        case .answering, .done: nil
        }
    }

    /// While an answer is on its way nothing more is read than it needs: that bounds what a client can pipeline.
    var wantsToRead: Bool {
        if case .answering = phase { isBodyWanted } else { true }
    }

    /// Whether the next byte is the first of a request.
    var isIdle: Bool {
        if case .idle = phase { !isInputEnded } else { false }
    }

    /// A request was taken from the front of the input by who knows its answer. Report `answered` then.
    mutating func taken(keepsAlive: Bool) {
        phase = .answering(thenClose: !keepsAlive)
    }

    /// Whether the connection ends with the answer that is on its way.
    var endsAfterAnswer: Bool {
        if case .answering(let thenClose) = phase { thenClose || isStopping } else { true }
    }

    /// Whether some of the body was left to who answers and is not taken yet.
    var isBodyUnread: Bool { body.map { !$0.isDone } ?? false }

    /// Called when bytes came, and again after every answer for the bytes that wait.
    mutating func next(_ input: inout ByteBuffer) -> Action {
        if isIdle, input.readableBytes == 0 { return .wait }
        let action =
            switch phase {
            case .idle, .head: nextHead(&input)
            case .body(let head, let drain): nextBody(head, drain, &input)
            case .answering: Action.wait
            case .lingering, .done: discard(&input)
            }
        if case .wait = action, isInputEnded { return inputEnded() }
        return action
    }

    /// The client will send nothing more; it may still read.
    mutating func inputEnded() -> Action {
        isInputEnded = true
        return switch phase {
        case .idle, .head, .body, .lingering: close()
        case .answering, .done: .wait
        }
    }

    mutating func answered() -> Action {
        guard case .answering(let thenClose) = phase else { return .wait }
        let isBodyUnread = isBodyUnread
        (body, isBodyWanted) = (nil, false)
        guard thenClose || isStopping || isBodyUnread else {
            phase = .idle
            return .wait
        }
        phase = .lingering
        return .hangUp
    }

    mutating func timeoutTriggered() -> Action {
        switch phase {
        case .head, .body:
            refuse(.timedOut)
        case .idle, .lingering:
            close()
        case .answering, .done:
            .wait
        }
    }

    /// The server stops: a running answer is finished, all else ends now.
    mutating func stopRequested() -> Action {
        isStopping = true
        return switch phase {
        case .idle, .head, .body: close()
        case .answering, .lingering, .done: .wait
        }
    }

    /// Whatever the client wants, nothing can follow the answer that is on its way.
    mutating func endAfterAnswer() {
        if case .answering = phase { phase = .answering(thenClose: true) }
    }

    /// The next bytes of a body that was left to who answers.
    mutating func nextBodyPiece(_ input: inout ByteBuffer, limit: Int) -> BodyReader.Piece {
        guard let piece = body?.next(&input, limit: limit) else { return .end }
        isBodyWanted = piece == .needsMore
        return piece
    }

    /// The connection now belongs to another handler.
    mutating func upgraded() {
        phase = .done
    }

    // MARK: Requests

    private mutating func nextHead(_ input: inout ByteBuffer) -> Action {
        do throws(RequestError) {
            guard let head = try parser.next(&input) else {
                phase = input.readableBytes > 0 ? .head : .idle
                return .wait
            }
            if head.body != .none, proxies.rule(for: head.line.path) != nil {
                body = BodyReader(head.body)
                return answer(head, keepsAlive: head.wantsKeepAlive)
            }
            return nextBody(head, BodyDrain(head.body), &input)
        } catch {
            return refuse(error)
        }
    }

    /// A body is read before the answer, so that the next request is found; not one that is too long, or that the
    /// client only sends when it is asked to.
    private mutating func nextBody(_ head: RequestHead, _ drain: BodyDrain, _ input: inout ByteBuffer) -> Action {
        var drain = drain
        let givesUp = drain.isHopeless || (head.body != .none && head.expectsContinue)
        switch givesUp ? .givenUp : drain.take(from: &input) {
        case .needsMore:
            phase = .body(head, drain)
            return .wait
        case .done:
            return answer(head, keepsAlive: head.wantsKeepAlive)
        case .givenUp:
            return answer(head, keepsAlive: false)
        }
    }

    private mutating func answer(_ head: RequestHead, keepsAlive: Bool) -> Action {
        phase = .answering(thenClose: !keepsAlive)
        return .answer(head, keepsAlive: keepsAlive)
    }

    private mutating func refuse(_ error: RequestError) -> Action {
        phase = .answering(thenClose: true)
        return .refuse(error)
    }

    private mutating func close() -> Action {
        phase = .done
        return .close
    }

    private func discard(_ input: inout ByteBuffer) -> Action {
        input.clear()
        return .wait
    }
}
