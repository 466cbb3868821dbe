import HTTPTypes
import Testing

@testable import WebDemoServer

struct RequestLineTests {
    @Test(arguments: ["GET", "HEAD", "POST", "M-SEARCH", "get", "!#$%&'*+-.^_`|~"])
    func methodIsAnyToken(_ method: String) throws {
        #expect(try head("\(method) / HTTP/1.1", "Host: localhost").request.method.rawValue == method)
    }

    @Test(arguments: [
        ("HTTP/1.1", true), ("HTTP/1.2", true), ("HTTP/1.9", true), ("HTTP/1.0", false),
    ])
    func versionsOfHTTP1AreRead(_ version: String, _ isHTTP11: Bool) throws {
        #expect(try head("GET / \(version)", "Host: localhost").isHTTP11 == isHTTP11)
    }

    @Test(arguments: ["HTTP/0.9", "HTTP/2.0", "HTTP/3.0", "HTTP/9.9", "HTTP/0.0"])
    func otherVersionsAreNotSupported(_ version: String) {
        #expect(refusal("GET / \(version)\r\nHost: localhost\r\n\r\n") == .versionNotSupported)
    }

    @Test func prefaceOfHTTP2IsNotSupported() {
        #expect(refusal("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") == .versionNotSupported)
    }

    @Test(arguments: [
        "GET / http/1.1", "GET / HTTP/1", "GET / HTTP/11", "GET / HTTP/1.10", "GET / HTTP/1,1", "GET / HTTP/a.b",
        "GET / XTTP/1.1", "GET / ICY/1.1", "GET /", "GET", "GET  / HTTP/1.1", "GET /  HTTP/1.1", "GET / HTTP/1.1 ",
        " GET / HTTP/1.1", "GET\t/\tHTTP/1.1", "GET /a b HTTP/1.1", "G(T / HTTP/1.1", "G\u{0}T / HTTP/1.1",
        " / HTTP/1.1",
        "GÉT / HTTP/1.1", "GET / HTTP/１.1", "GET / HTTP/1.1\t", "GET  HTTP/1.1", ": / HTTP/1.1",
    ])
    func anythingElseIsMalformed(_ line: String) {
        #expect(refusal(line + "\r\nHost: localhost\r\n\r\n")?.isMalformed == true)
    }
}
