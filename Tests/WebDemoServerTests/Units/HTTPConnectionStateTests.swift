import NIOCore
import Testing

@testable import WebDemoServer

struct HTTPConnectionStateTests {
    private var connection = FedConnection()

    @Test mutating func connectionIsKeptForTheNextRequest() {
        for number in 0..<3 {
            #expect(connection.received(get("/\(number)")) == .answer("/\(number)", keepsAlive: true))
            #expect(connection.answered() == .wait)
            #expect(connection.received() == .wait)
        }
    }

    @Test mutating func pipelinedRequestsAreAnsweredOneAtATime() {
        #expect(connection.received(get("/1") + get("/2") + get("/3")) == .answer("/1", keepsAlive: true))
        #expect(connection.received() == .wait)
        #expect(!connection.state.wantsToRead)
        #expect(connection.answered() == .wait)
        #expect(connection.state.wantsToRead)
        #expect(connection.received() == .answer("/2", keepsAlive: true))
        #expect(connection.answered() == .wait)
        #expect(connection.received() == .answer("/3", keepsAlive: true))
    }

    @Test mutating func bodyIsReadBeforeTheAnswer() {
        #expect(connection.received(post("Content-Length: 5") + "he") == .wait)
        #expect(connection.state.timeout == .request)
        #expect(connection.received("llo" + get("/next")) == .answer("/post", keepsAlive: true))
        #expect(connection.answered() == .wait)
        #expect(connection.received() == .answer("/next", keepsAlive: true))
    }

    @Test mutating func chunkedBodyIsReadBeforeTheAnswer() {
        #expect(connection.received(post("Transfer-Encoding: chunked") + "5\r\nhel") == .wait)
        #expect(connection.received("lo\r\n0\r\n\r\n" + get("/next")) == .answer("/post", keepsAlive: true))
        #expect(connection.answered() == .wait)
        #expect(connection.received() == .answer("/next", keepsAlive: true))
    }

    @Test(arguments: [
        "Content-Length: 65537", "Content-Length: 99999999999999999999", "Content-Length: 5\r\nExpect: 100-continue",
        "Transfer-Encoding: chunked\r\nExpect: 100-Continue",
    ])
    func bodyThatIsNotReadEndsTheConnectionAfterTheAnswer(_ fields: String) {
        var connection = FedConnection()
        #expect(connection.received(post(fields) + "hello") == .answer("/post", keepsAlive: false))
        #expect(connection.answered() == .hangUp)
        #expect(connection.received(get("/smuggled")) == .wait)
        #expect(connection.input.readableBytes == 0)
    }

    @Test mutating func brokenBodyEndsTheConnectionAfterTheAnswer() {
        #expect(
            connection.received(post("Transfer-Encoding: chunked") + "zz\r\n" + get("/smuggled"))
                == .answer("/post", keepsAlive: false)
        )
        #expect(connection.answered() == .hangUp)
        #expect(connection.received() == .wait)
    }

    @Test mutating func expectationWithoutABodyIsNoReasonToEnd() {
        #expect(connection.received(post("Expect: 100-continue")) == .answer("/post", keepsAlive: true))
    }

    @Test(arguments: [
        "GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: a,Close\r\n\r\n",
    ])
    func connectionEndsWhereTheClientWantsIt(_ request: String) {
        var connection = FedConnection()
        #expect(connection.received(request + get("/next")) == .answer("/", keepsAlive: false))
        #expect(connection.answered() == .hangUp)
        #expect(connection.received() == .wait)
        #expect(connection.state.timeout == .linger)
        #expect(connection.timedOut() == .close)
    }

    @Test mutating func http10MayAskToBeKept() {
        #expect(
            connection.received("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") == .answer("/", keepsAlive: true)
        )
        #expect(connection.answered() == .wait)
        #expect(connection.state.timeout == .idle)
    }

    @Test mutating func whatIsNoRequestIsRefusedAndEndsTheConnection() {
        #expect(connection.received("GET / HTTP/2.0\r\n\r\n" + get("/next")) == .refuse(.versionNotSupported))
        #expect(connection.received() == .wait)
        #expect(!connection.state.wantsToRead)
        #expect(connection.answered() == .hangUp)
        #expect(connection.received(get("/next")) == .wait)
        #expect(connection.input.readableBytes == 0)
    }

    @Test mutating func upgradedConnectionIsNoLongerOurs() {
        _ = connection.received(get("/echo"))
        connection.state.upgraded()
        #expect(connection.state.timeout == nil)
        #expect(connection.answered() == .wait)
        #expect(connection.timedOut() == .wait)
        #expect(connection.stopped() == .wait)
    }
}

private func get(_ path: String) -> String {
    "GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n"
}

private func post(_ fields: String) -> String {
    "POST /post HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n\r\n"
}
