import HTTPTypes
import NIOCore
import Testing

@testable import WebDemoServer

struct RequestTargetTests {
    @Test(arguments: ["/", "/a/b?c=d", "/?", "//a", "/a%2f..", "/http://b/", "/中文", "/a|b{}\"<>\\^`", "/:80", "/@"])
    func originFormIsTakenAsItIs(_ target: String) throws {
        let head = try head("GET \(target) HTTP/1.1", "Host: localhost")
        #expect(head.target == target)
        #expect(head.request.authority == "localhost")
    }

    @Test(arguments: [
        ("http://localhost/a?b", "localhost", "/a?b"), ("http://localhost:8080", "localhost:8080", "/"),
        ("HTTP://localhost/", "localhost", "/"), ("https://localhost/a", "localhost", "/a"),
        ("http://localhost?a=/b", "localhost", "/?a=/b"), ("http://[::1]:80/a", "[::1]:80", "/a"),
        ("http://evil.example/", "evil.example", "/"), ("http://user@localhost/", "user@localhost", "/"),
        ("http:///a", "", "/a"), ("http://localhost//a", "localhost", "//a"), ("http://", "", "/"),
    ])
    func absoluteFormOverridesTheHostField(_ target: String, _ authority: String, _ path: String) throws {
        let head = try head("GET \(target) HTTP/1.1", "Host: other.example")
        #expect(head.request.authority == authority)
        #expect(head.target == path)
    }

    @Test(arguments: [
        "a", "index.html", "localhost:80", "*", "ftp://localhost/", "file:///etc/passwd", "http:/localhost/", "://a/",
        "javascript:alert(1)", "?a", "\\a", "/a#b", "http://localhost/#a", "/a\u{7F}", "/a\u{1}", "/a\tb", "/\u{0}",
        "#",
    ])
    func otherFormsAreMalformed(_ target: String) {
        #expect(refusal("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")?.isMalformed == true)
    }

    @Test(arguments: [("CONNECT", "localhost:443"), ("OPTIONS", "*"), ("CONNECT", "*")])
    func formsWithoutAPathNameNoFile(_ method: String, _ target: String) throws {
        #expect(try head("\(method) \(target) HTTP/1.1", "Host: localhost").target == "*")
    }

    @Test func bytesThatAreNotUTF8AreRefused() throws {
        var bytes = ByteBuffer(string: "GET /a")
        bytes.writeBytes([0xFF, 0xC0, 0xAE])
        bytes.writeString(" HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(throws: RequestError.malformed("a target is UTF-8")) { try parsed(bytes) }
    }
}
