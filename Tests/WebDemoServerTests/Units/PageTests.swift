import Demos
import HTTPTypes
import NIOCore
import NIOEmbedded
import StaticSite
import Testing
import WebSockets

@testable import WebDemoServer

struct PageTests {
    @Test(
        arguments: [
            (.malformed("a"), 400), (.targetTooLong, 414), (.headTooLarge, 431), (.tooManyFields, 431),
            (.timedOut, 408),
            (.transferCodingUnknown, 501), (.versionNotSupported, 505),
        ] as [(RequestError, Int)]
    )
    func errorOfARequestHasItsStatus(_ error: RequestError, _ code: Int) {
        #expect(Page(error).status.code == code)
    }

    @Test(
        arguments: [
            (.notFound(path: "/"), 404), (.noIndex(path: "/"), 404), (.forbidden(path: "/"), 403),
            (.failed(id: "1"), 500), (.busy, 503),
            (.methodNotAllowed("POST"), 405), (.misdirected("a"), 421), (.handshakeRefused(.versionMissing), 426),
            (.handshakeRefused(.keyMissing), 400), (.handshakeRefused(.originNotAllowed("a")), 403),
            (.handshakeRefused(.methodNotGET), 405),
        ] as [(Page, Int)]
    )
    func pageHasItsStatus(_ page: Page, _ code: Int) {
        #expect(page.status.code == code)
    }

    @Test func statusBringsTheFieldsItCallsFor() {
        #expect(Page.methodNotAllowed("POST").fields[.allow] == "GET, HEAD")
        #expect(Page.busy.fields[.retryAfter] == "1")
        for page in [Page.handshakeRefused(.versionMissing), .handshakeRefused(.versionNotSupported("8"))] {
            #expect(page.fields[.upgrade] == "websocket")
            #expect(page.fields[.secWebSocketVersion] == "13")
        }
        #expect(Page.notFound(path: "/").fields.isEmpty)
    }

    @Test(arguments: [
        ("evil.example:80", "--allow-host evil.example"), ("evil.example", "--allow-host evil.example"),
        ("[2001:db8::1]:80", "--allow-host 2001:db8::1"),
    ])
    func misdirectedRequestIsToldTheFlag(_ authority: String, _ flag: String) {
        #expect(Page.misdirected(authority).wording.en.hasSuffix(flag))
        #expect(Page.misdirected(authority).wording.zh.hasSuffix(flag))
    }

    @Test func demoIsExplainedWithWhatCanBePasted() async throws {
        let demo = try #require(DemoCatalog(home: EmbeddedEventLoop()).demo(at: "/echo"))
        let pages = try await Pages(directory: nil)
        let response = pages.response(.upgradeRequired(demo, authority: "localhost:8080"), acceptsHTML: false)
        guard case .bytes(let body) = response.body else {
            Issue.record("no text")
            return
        }
        let text = String(buffer: body)
        #expect(text.contains("new WebSocket(\"ws://localhost:8080/echo\")"))
        #expect(text.contains("curl -i -N --http1.1"))
        #expect(text.contains("http://localhost:8080/echo\n"))
        #expect(text.contains(demo.summary.en))
        #expect(text.contains(demo.summary.zh))
    }
}
