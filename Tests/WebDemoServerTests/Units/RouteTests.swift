import Demos
import HTTPTypes
import NIOCore
import NIOEmbedded
import StaticSite
import Testing

@testable import WebDemoServer

struct RouteTests {
    /// A route with what a test compares of it.
    enum Way: Equatable {
        case webSocket(String)
        case plainDemo(String, String)
        case file(String)
        case ownFile(String)
        case service(String)
        case options
        case proxy(String)
        case tunnel(String)
        case refused(Page)
    }

    private static let upgrade = ["Connection: Upgrade", "Upgrade: websocket"]
    private static let badPath = Page.malformed("the path of the target cannot be decoded")

    @Test(
        arguments: [
            ("GET / HTTP/1.1", .file("/")),
            ("GET /a%20b/?c HTTP/1.1", .file("/a b/")),
            ("HEAD /a HTTP/1.1", .file("/a")),
            ("GET /a HTTP/1.0", .file("/a")),
            ("GET http://localhost/a HTTP/1.1", .file("/a")),
            ("GET /echo HTTP/1.1", .plainDemo("/echo", "/echo")),
            ("HEAD /chat?a HTTP/1.1", .plainDemo("/chat", "/chat")),
            ("GET /echo?\u{301} HTTP/1.1", .plainDemo("/echo", "/echo")),
            ("GET /echo/ HTTP/1.1", .file("/echo/")),
            ("GET /ECHO HTTP/1.1", .file("/ECHO")),
            ("GET /echo.html HTTP/1.1", .file("/echo.html")),
            ("GET /_webdemo/here?path=/ HTTP/1.1", .service("/_webdemo/here")),
            ("GET /_webdemo/here/ HTTP/1.1", .ownFile("/here/")),
            ("POST /_webdemo/clock/now HTTP/1.1", .refused(.methodNotAllowed("POST"))),
            ("POST / HTTP/1.1", .refused(.methodNotAllowed("POST"))),
            ("POST /echo HTTP/1.1", .refused(.methodNotAllowed("POST"))),
            ("get / HTTP/1.1", .refused(.methodNotAllowed("get"))),
            ("OPTIONS * HTTP/1.1", .options),
            ("CONNECT localhost:80 HTTP/1.1", .refused(.methodNotAllowed("CONNECT"))),
            ("GET /%zz HTTP/1.1", .refused(badPath)),
            ("GET /%00 HTTP/1.1", .refused(badPath)),
            ("GET /../a HTTP/1.1", .refused(.notFound(path: "/../a"))),
            ("GET //evil.example HTTP/1.1", .refused(.notFound(path: "//evil.example"))),
            ("GET /.env?a HTTP/1.1", .refused(.notFound(path: "/.env?a"))),
            ("POST /%zz HTTP/1.1", .refused(.methodNotAllowed("POST"))),
            ("GET http://evil.example/ HTTP/1.1", .refused(.misdirected("evil.example"))),
            ("POST http://evil.example/%zz HTTP/1.1", .refused(.misdirected("evil.example"))),
        ] as [(String, Way)]
    )
    func requestLeadsOneWay(_ line: String, _ way: Way) throws {
        #expect(Self.way(try head(line, "Host: localhost")) == way)
    }

    @Test(
        arguments: [
            ("GET /echo HTTP/1.1", .webSocket("/echo")),
            ("GET /chat?name=a HTTP/1.1", .webSocket("/chat")),
            ("POST /echo HTTP/1.1", .webSocket("/echo")),
            ("GET /echo HTTP/1.0", .plainDemo("/echo", "/echo")),
            ("GET / HTTP/1.1", .file("/")),
            ("GET /missing HTTP/1.1", .file("/missing")),
            ("POST / HTTP/1.1", .refused(.methodNotAllowed("POST"))),
            ("GET http://evil.example/echo HTTP/1.1", .refused(.misdirected("evil.example"))),
        ] as [(String, Way)]
    )
    func upgradeIsForDemosAlone(_ line: String, _ way: Way) throws {
        #expect(Self.way(try head(line, "Host: localhost", Self.upgrade[0], Self.upgrade[1])) == way)
    }

    @Test(
        arguments: [
            ("Upgrade: WebSocket", .webSocket("/echo")), ("Upgrade: h2c, websocket", .webSocket("/echo")),
            ("Upgrade: h2c", .plainDemo("/echo", "/echo")), ("Upgrade: websocket2", .plainDemo("/echo", "/echo")),
            ("X-Upgrade: websocket", .plainDemo("/echo", "/echo")),
        ] as [(String, Way)]
    )
    func upgradeFieldDecides(_ field: String, _ way: Way) throws {
        #expect(Self.way(try head("GET /echo HTTP/1.1", "Host: localhost", field)) == way)
    }

    @Test(arguments: ["Content-Length: 5", "Content-Length: 100000", "Transfer-Encoding: chunked"])
    func requestWithABodyIsNotUpgraded(_ field: String) throws {
        let head = try head("GET /echo HTTP/1.1", "Host: localhost", Self.upgrade[0], Self.upgrade[1], field)
        #expect(Self.way(head) == .plainDemo("/echo", "/echo"))
    }

    @Test func otherHostIsRefusedBeforeAllElse() throws {
        for line in ["GET / HTTP/1.1", "GET /echo HTTP/1.1", "POST /%zz HTTP/1.1"] {
            let head = try head(line, "Host: evil.example:80", Self.upgrade[0], Self.upgrade[1])
            #expect(Self.way(head) == .refused(.misdirected("evil.example:80")))
        }
        #expect(Self.way(try head("GET / HTTP/1.1", "Host:")) == .refused(.misdirected("")))
    }

    @Test func http10NeedsNoHost() throws {
        #expect(Self.way(try head("GET / HTTP/1.0")) == .file("/"))
        #expect(Self.way(try head("GET / HTTP/1.0", "Host: evil.example")) == .refused(.misdirected("evil.example")))
    }

    @Test func whatTheServerNeedsForItselfIsBelowItsOwnName() throws {
        #expect(Self.way(try head("GET /_webdemo/js/page.js HTTP/1.1", "Host: localhost")) == .ownFile("/js/page.js"))
        #expect(Self.way(try head("GET /_webdemo/here HTTP/1.1", "Host: localhost")) == .service("/_webdemo/here"))
        #expect(Self.way(try head("GET /_webdemox HTTP/1.1", "Host: localhost")) == .file("/_webdemox"))
        #expect(
            Self.way(try head("GET /_webdemo/../a HTTP/1.1", "Host: localhost"))
                == .refused(.notFound(path: "/_webdemo/../a"))
        )
    }

    @Test func whatIsAnotherServersIsPassedOnAndWhatIsOursIsNot() throws {
        let rules = [("/", "http://a"), ("/echo", "http://b"), ("/_webdemos", "http://c")]
        let proxies = ProxyRules(
            try rules.map { try ProxyRule(prefix: $0.0, target: ProxyTarget($0.1)) }
        )
        func way(_ line: String, _ fields: String...) throws -> Way {
            let lines = ([line, "Host: localhost"] + fields).map { $0 + "\r\n" }.joined() + "\r\n"
            return Self.way(try #require(try parsed(lines)), proxies)
        }
        #expect(try way("POST /x HTTP/1.1") == .proxy("/=http://a"))
        #expect(try way("OPTIONS /x HTTP/1.1") == .proxy("/=http://a"))
        #expect(try way("OPTIONS * HTTP/1.1") == .options)
        #expect(try way("GET /echo HTTP/1.1") == .proxy("/echo=http://b"))
        #expect(try way("GET /_webdemo/health HTTP/1.1") != .proxy("/=http://a"))
        #expect(try way("GET /_webdemos HTTP/1.1") == .proxy("/_webdemos=http://c"))
        let handshake = ["Connection: x, Upgrade", "Upgrade: WebSocket"]
        #expect(try way("GET /echo HTTP/1.1", handshake[0], handshake[1]) == .tunnel("/echo=http://b"))
        #expect(try way("GET /echo HTTP/1.0", handshake[0], handshake[1]) == .proxy("/echo=http://b"))
        #expect(try way("GET /echo HTTP/1.1", handshake[0], "Upgrade: h2c") == .proxy("/echo=http://b"))
        #expect(try way("GET /echo HTTP/1.1", handshake[1]) == .proxy("/echo=http://b"))
        #expect(
            try way("GET /echo HTTP/1.1", handshake[0], handshake[1], "Content-Length: 1") == .proxy("/echo=http://b")
        )
        #expect(try way("POST /echo HTTP/1.1", handshake[0], handshake[1]) == .proxy("/echo=http://b"))
        #expect(try way("TRACE /x HTTP/1.1") == .refused(.methodNotAllowed("TRACE")))
    }

    private static func way(_ head: RequestHead, _ proxies: ProxyRules = .none) -> Way {
        let route = Route(
            head,
            localAddress: nil,
            hosts: HostPolicy(allowed: [], machineName: nil),
            catalog: DemoCatalog(home: EmbeddedEventLoop()),
            proxies: proxies
        )
        return switch route {
        case .webSocket(let demo): .webSocket(demo.path)
        case .plainDemo(let demo, let path): .plainDemo(demo.path, path.display)
        case .file(let path): .file(path.display)
        case .ownFile(let path): .ownFile(path.display)
        case .service(let service): .service(service.rawValue)
        case .options: .options
        case .proxy(let rule): .proxy(rule.description)
        case .tunnel(let rule): .tunnel(rule.description)
        case .refused(let page): .refused(page)
        }
    }
}
