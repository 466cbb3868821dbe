import NIOCore
import StaticSite

/// The short way for what most requests are: known field lines, and a path that led to a file in memory before. All else
/// goes the long way, which gives the same answers.
extension HTTPConnection {
    /// Whether there was such a request at the front of the input. Its answer is on its way then, or sent.
    func answerAtOnce(_ context: ChannelHandlerContext) -> Bool {
        guard state.isIdle, input.readableBytes > 0 else { return false }
        let now = loop.eventLoop.now
        guard let (request, answer) = input.withUnsafeReadableBytes({ preparedAnswer(toFrontOf: $0, at: now) }) else {
            return false
        }
        if loop.logsAccess {
            head = request.head(in: input)
            answerStarted = now
        }
        input.moveReaderIndex(forwardBy: request.length)
        state.taken(keepsAlive: request.keepsAlive)
        requests += 1
        meter = nil
        timer?.restart(surroundings.timeouts.idle, for: .idle, at: now)
        loop.scratch.clear()
        let writer = ResponseWriter(
            isHead: request.isHead,
            isHTTP11: request.isHTTP11,
            keepsAlive: request.keepsAlive
        )
        let (unsent, rest) = PreparedWriter(writer: writer, now: now)
            .write(answer, startingWith: &loop.headStarts, to: &loop.scratch)
        deliver(rest, unsent, context)
        return true
    }

    private func preparedAnswer(
        toFrontOf bytes: UnsafeRawBufferPointer,
        at now: NIODeadline
    ) -> (PlainRequest, PreparedAnswer)? {
        guard let request = PlainRequest(bytes, limits: surroundings.headLimits, loop.fieldsMemo),
            let answer = surroundings.responder.preparedAnswer(
                to: UnsafeRawBufferPointer(rebasing: bytes[request.path]),
                request.fields,
                isHead: request.isHead,
                at: now,
                on: loop
            )
        else { return nil }
        return (request, answer)
    }
}
