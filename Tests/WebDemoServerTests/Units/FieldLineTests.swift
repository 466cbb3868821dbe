import HTTPTypes
import Testing

@testable import WebDemoServer

struct FieldLineTests {
    @Test(arguments: [
        ("Accept: a", "a"), ("accept:a", "a"), ("ACCEPT:  a \t", "a"), ("Accept:\ta\tb", "a\tb"), ("Accept:", ""),
        ("Accept:   ", ""), ("Accept: a: b", "a: b"), ("Accept: :", ":"), ("Accept: 中文", "中文"),
    ])
    func valueIsWhatStandsBehindTheColon(_ line: String, _ value: String) throws {
        #expect(try head("GET / HTTP/1.1", "Host: localhost", line).request.headerFields[.accept] == value)
    }

    @Test func linesOfOneNameAreKeptInTheirOrder() throws {
        let fields = try head("GET / HTTP/1.1", "Host: localhost", "X: 1", "Y: 2", "x: 3").request.headerFields
        #expect(fields.map(\.value) == ["1", "2", "3"])
        #expect(try fields[values: #require(HTTPField.Name("x"))] == ["1", "3"])
    }

    @Test(arguments: [
        "Accept : a", "Accept\t: a", ": a", ":", " Accept: a", "\tAccept: a", "Accept", "Acc ept: a", "Acc(ept: a",
        "Accépt: a", "\"Accept\": a", "A\u{0}: a", "Accept: a\u{0}b", "Accept: \u{1}", "Accept: a\u{1B}[31m",
        "Accept: a\u{7F}", "Accept: a\u{B}b", "Accept: \u{8}",
    ])
    func otherLinesAreMalformed(_ line: String) {
        #expect(refusal("GET / HTTP/1.1\r\nHost: localhost\r\n\(line)\r\n\r\n")?.isMalformed == true)
        #expect(refusal("GET / HTTP/1.1\r\n\(line)\r\nHost: localhost\r\n\r\n")?.isMalformed == true)
    }

    @Test func foldedLineIsMalformed() {
        #expect(refusal("GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n")?.isMalformed == true)
        #expect(refusal("GET / HTTP/1.1\r\n Host: localhost\r\n\r\n")?.isMalformed == true)
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHOST: b\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET http://localhost/ HTTP/1.1\r\n\r\n",
    ])
    func hostIsThereOnce(_ text: String) {
        #expect(refusal(text)?.isMalformed == true)
    }

    @Test func hostMayBeMissingInHTTP10AndEmptyInHTTP11() throws {
        #expect(try head("GET / HTTP/1.0").request.authority == nil)
        #expect(try head("GET / HTTP/1.1", "Host:").request.authority == "")
    }

    @Test(arguments: [
        ("HTTP/1.1", "X: a", true), ("HTTP/1.1", "Connection: close", false),
        ("HTTP/1.1", "Connection: a, CLOSE", false),
        ("HTTP/1.1", "Connection: closed", true), ("HTTP/1.0", "X: a", false),
        ("HTTP/1.0", "Connection: Keep-Alive", true),
        ("HTTP/1.0", "Connection: close", false),
    ])
    func connectionIsKeptAsTheVersionAndTheFieldSay(_ version: String, _ field: String, _ keeps: Bool) throws {
        #expect(try head("GET / \(version)", "Host: localhost", field).wantsKeepAlive == keeps)
    }

    @Test(arguments: [
        ("*/*", false), ("text/html", true), ("text/html,application/xhtml+xml;q=0.9", true), ("text/plain", false),
    ])
    func browsersAcceptHTML(_ accept: String, _ isBrowser: Bool) throws {
        #expect(try head("GET / HTTP/1.1", "Host: localhost", "Accept: \(accept)").acceptsHTML == isBrowser)
    }
}
