import HTTPTypes
import NIOCore
import NIOHTTP1
import Testing

@testable import WebDemoServer

struct ProxyRuleTests {
    private static func error(_ work: () throws(ProxyRuleError) -> Void) -> ProxyRuleError? {
        do throws(ProxyRuleError) {
            try work()
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("http://127.0.0.1:3000", false, "127.0.0.1", 3000, "", "127.0.0.1:3000"),
        ("HTTP://LocalHost", false, "localhost", 80, "", "localhost"),
        ("http://a:80/", false, "a", 80, "", "a"),
        ("https://a.example/v1/", true, "a.example", 443, "/v1", "a.example"),
        ("http://[::1]:8080/a/b", false, "::1", 8080, "/a/b", "[::1]:8080"),
        ("https://[::1]", true, "::1", 443, "", "[::1]"),
    ])
    func targetIsReadAsPeopleWriteIt(
        _ text: String,
        _ isSecure: Bool,
        _ host: String,
        _ port: Int,
        _ base: String,
        _ authority: String
    ) throws {
        let target = try ProxyTarget(text)
        #expect(target.isSecure == isSecure && target.host == host && target.port == port)
        #expect(target.basePath == base && target.authority == authority)
    }

    @Test(
        arguments: [
            ("127.0.0.1:3000", .schemeNotHTTP), ("ws://a", .schemeNotHTTP), ("", .schemeNotHTTP),
            ("/a", .schemeNotHTTP),
            ("http://", .authorityMalformed), ("http://a:0", .authorityMalformed),
            ("http://a:70000", .authorityMalformed),
            ("http://u:p@a", .authorityMalformed), ("http://a b", .authorityMalformed),
            ("http:///a", .authorityMalformed),
            ("http://a\r\nX: y", .authorityMalformed), ("http://ä", .authorityMalformed),
            ("http://a:b", .authorityMalformed),
            ("http://a?b", .targetHasQuery), ("http://a/#b", .targetHasQuery), ("http://a/../b", .basePathIsNoPath),
            ("http://a//b", .basePathIsNoPath), ("http://a/b c", .basePathIsNoPath),
            ("http://a/%2e%2e", .basePathIsNoPath),
            ("http://a/\r\n", .basePathIsNoPath),
        ] as [(String, ProxyRuleError)]
    )
    func targetThatCannotBeMeantIsRefused(_ text: String, _ error: ProxyRuleError) {
        #expect(Self.error { () throws(ProxyRuleError) in _ = try ProxyTarget(text) } == error)
    }

    @Test(
        arguments: [
            ("api", .prefixIsNoPath), ("", .prefixIsNoPath), ("/a?b", .prefixIsNoPath), ("/a//b", .prefixIsNoPath),
            ("/a/../b", .prefixIsNoPath), ("/a b", .prefixIsNoPath), ("/ä", .prefixIsNoPath), ("//", .prefixIsNoPath),
            ("/_webdemo", .prefixIsOurs), ("/_webdemo/", .prefixIsOurs), ("/_webdemo/x", .prefixIsOurs),
        ] as [(String, ProxyRuleError)]
    )
    func prefixThatCannotBeMeantIsRefused(_ prefix: String, _ error: ProxyRuleError) throws {
        let target = try ProxyTarget("http://a")
        #expect(Self.error { () throws(ProxyRuleError) in _ = try ProxyRule(prefix: prefix, target: target) } == error)
    }

    @Test(
        arguments: [
            ("/api", "/api"), ("/api/", "/api"), ("/api/x", "/api"), ("/apis", "/"), ("/api/v2", "/api/v2"),
            ("/api/v2/x", "/api/v2"), ("/api/v22", "/api"), ("/", "/"), ("/Api", "/"), ("/%61pi", "/"),
            ("/_webdemo", nil), ("/_webdemo/x", nil), ("*", nil), ("", nil),
        ] as [(String, String?)]
    )
    func longestPrefixOfWholeNamesCounts(_ path: String, _ prefix: String?) throws {
        let rules = ProxyRules(
            try ["/", "/api", "/api/v2/"].map { try ProxyRule(prefix: $0, target: ProxyTarget("http://a")) }
        )
        #expect(rules.rule(for: ByteBuffer(string: path))?.shownPrefix == prefix)
    }

    @Test func withoutRulesNothingIsPassedOn() {
        #expect(ProxyRules.none.rule(for: ByteBuffer(string: "/")) == nil && ProxyRules.none.isEmpty)
    }

    @Test(arguments: [
        ("http://a:3000/x?y#z", "/x?y#z"), ("//a:3000/x", "/x"), ("HTTP://A:3000", "/"), ("http://a:3000?q", "/?q"),
        ("http://a:3000/v1/x", "/x"), ("/v1/x", "/x"), ("/v1", "/"), ("/v1?a", "/?a"), ("/v10/x", "/v10/x"),
        ("/other", "/other"), ("x/y", "x/y"), ("", ""), ("http://b:3000/x", "http://b:3000/x"),
        ("https://a:3000/x", "https://a:3000/x"), ("http://a/x", "http://a/x"), ("//evil/x", "//evil/x"),
        ("http://a:3000//evil", "http://a:3000//evil"), ("/v1//evil", "/v1//evil"), ("/v1/\\evil", "/v1/\\evil"),
        ("http://a:3000@evil/x", "http://a:3000@evil/x"), ("mailto:a@b", "mailto:a@b"),
    ])
    func placeOnTheOtherServerIsAPlaceHere(_ location: String, _ here: String) throws {
        let rule = try ProxyRule(prefix: "/", target: ProxyTarget("http://a:3000/v1"))
        let answer = HTTPResponseHead(version: .http1_1, status: .found, headers: ["Location": location])
        let response = try ProxyResponse(answer, to: head("GET / HTTP/1.1", "Host: localhost"), rule: rule)
        #expect(response.fields[.location] == here)
    }

    @Test(arguments: [
        [("Content-Length", "3"), ("Transfer-Encoding", "chunked")],
        [("Content-Length", "3"), ("Content-Length", "3")],
        [("Content-Length", "-3")], [("Content-Length", "")], [("Content-Length", "99999999999999999999")],
        [("X", "a\r\nSet-Cookie: evil=1")], [("X\r\nY", "a")], [("X", "a\u{0}")], [("", "a")],
    ])
    func answerThatCouldBeReadInTwoWaysIsNone(_ fields: [(String, String)]) throws {
        let rule = try ProxyRule(prefix: "/", target: ProxyTarget("http://a"))
        let answer = HTTPResponseHead(version: .http1_1, status: .ok, headers: HTTPHeaders(fields))
        let request = try head("GET / HTTP/1.1", "Host: localhost")
        #expect(throws: ProxyFailure.malformed) { try ProxyResponse(answer, to: request, rule: rule) }
    }

    @Test(arguments: [100, 101, 199, 1000, 1 << 40])
    func statusThatIsNoAnswerIsNone(_ code: Int) throws {
        let rule = try ProxyRule(prefix: "/", target: ProxyTarget("http://a"))
        let answer = HTTPResponseHead(version: .http1_1, status: .custom(code: UInt(code), reasonPhrase: ""))
        let request = try head("GET / HTTP/1.1", "Host: localhost")
        #expect(throws: ProxyFailure.malformed) { try ProxyResponse(answer, to: request, rule: rule) }
    }

    @Test func fieldsOfTheHopAndThoseItNamesEnd() {
        let fields: HTTPFields = [
            .connection: "X-A, close", .transferEncoding: "chunked", .te: "trailers", .trailer: "X", .upgrade: "h2c",
            .contentLength: "3", .proxyAuthorization: "x", .accept: "a", .cookie: "b",
        ]
        #expect(fields.endToEnd == [.accept: "a", .cookie: "b"])
    }

    @Test func upstreamWithTLSIsToldItsOwnName() throws {
        let asked = try head("GET /a HTTP/1.1", "Host: localhost:8080")
        let rule = try ProxyRule(prefix: "/", target: ProxyTarget("https://a.example/v1"))
        let request = ProxyRequest(asked, rule: rule, client: try SocketAddress(ipAddress: "::1", port: 1), hop: "hop")
        #expect(request.host == "a.example" && request.target == "/v1/a")
        #expect(request.fields[.forwarded] == "for=\"[::1]\";host=\"localhost:8080\";proto=http")
        #expect(request.fields[.via] == "1.1 hop")
    }

    @Test(
        arguments: [
            ("webdemo-teacher=x", nil), ("a=1", "a=1"), ("a=1; webdemo-teacher=x;b=2", "a=1; b=2"),
            ("webdemo-teachers=x", "webdemo-teachers=x"), ("a=webdemo-teacher=x", "a=webdemo-teacher=x"),
        ] as [(String, String?)]
    )
    func teachersCookieStaysHere(_ cookie: String, _ left: String?) {
        #expect(TeacherAccess.withoutItsCookie(cookie) == left)
    }
}
