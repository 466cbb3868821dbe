import Testing

@testable import WebDemoServer

struct HTTPConnectionEndsTests {
    private static let request = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n"
    private static let post = "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n"
    private var connection = FedConnection()

    @Test mutating func clockRunsForWhatIsWaitedFor() {
        #expect(connection.state.timeout == .idle)
        _ = connection.received("\r\n")
        #expect(connection.state.timeout == .idle)
        _ = connection.received("G")
        #expect(connection.state.timeout == .request)
        _ = connection.received(String(Self.request.dropFirst()))
        #expect(connection.state.timeout == nil)
        _ = connection.answered()
        #expect(connection.state.timeout == .idle)
        _ = connection.received(Self.post + "he")
        #expect(connection.state.timeout == .request)
        _ = connection.received("llo")
        #expect(connection.state.timeout == nil)
    }

    @Test mutating func idleConnectionIsClosed() {
        #expect(connection.timedOut() == .close)
        #expect(connection.state.timeout == nil)
        #expect(connection.received(Self.request) == .wait)
    }

    @Test(arguments: ["G", "GET / HTTP/1.1\r\nHost: local", post, post + "hell"])
    func unfinishedRequestIsRefused(_ start: String) {
        var connection = FedConnection()
        #expect(connection.received(start) == .wait)
        #expect(connection.timedOut() == .refuse(.timedOut))
        #expect(connection.received("o" + Self.request) == .wait)
        #expect(connection.answered() == .hangUp)
        #expect(connection.timedOut() == .close)
    }

    @Test mutating func answerIsNotCutOffByTheClock() {
        _ = connection.received(Self.request)
        #expect(connection.timedOut() == .wait)
        #expect(connection.answered() == .wait)
    }

    @Test(arguments: ["", "G", post, post + "hell"])
    func stopEndsAConnectionThatIsNotBeingAnswered(_ start: String) {
        var connection = FedConnection()
        _ = connection.received(start)
        #expect(connection.stopped() == .close)
        #expect(connection.received(Self.request) == .wait)
        #expect(connection.timedOut() == .wait)
        #expect(connection.state.timeout == nil)
    }

    @Test mutating func stopLetsAnAnswerBeFinished() {
        _ = connection.received(Self.request + Self.request)
        #expect(connection.stopped() == .wait)
        #expect(connection.received() == .wait)
        #expect(connection.answered() == .hangUp)
        #expect(connection.received() == .wait)
        #expect(connection.timedOut() == .close)
    }

    @Test mutating func stopLetsAClientSeeItsLastAnswer() {
        _ = connection.received("GET /a HTTP/1.0\r\n\r\n")
        _ = connection.answered()
        #expect(connection.stopped() == .wait)
        #expect(connection.state.timeout == .linger)
        #expect(connection.timedOut() == .close)
        #expect(connection.stopped() == .wait)
    }

    @Test mutating func reportsInPhasesWithoutAnAnswerChangeNothing() {
        #expect(connection.answered() == .wait)
        #expect(connection.state.timeout == .idle)
        _ = connection.received("G")
        #expect(connection.answered() == .wait)
        #expect(connection.state.timeout == .request)
    }
}
