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
            (.malformed("a"), 400), (.targetTooLong(limit: 1), 414), (.headTooLarge(limit: 1), 431),
            (.tooManyFields(limit: 1), 431),
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
            (.failed(id: "1"), 500), (.busy, 503), (.full(.total(limit: 1)), 503), (.full(.ofAddress(limit: 1)), 503),
            (.methodNotAllowed("POST"), 405), (.misdirected("a"), 421), (.handshakeRefused(.versionMissing), 426),
            (.handshakeRefused(.keyMissing), 400), (.handshakeRefused(.originNotAllowed("a")), 403),
            (.handshakeRefused(.originNot("a")), 403),
            (.handshakeRefused(.methodNotGET), 405), (.handshakeRefused(.subprotocolMissing(known: [])), 400),
        ] as [(Page, Int)]
    )
    func pageHasItsStatus(_ page: Page, _ code: Int) {
        #expect(page.status.code == code)
    }

    @Test func statusBringsTheFieldsItCallsFor() {
        #expect(Page.methodNotAllowed("POST").fields[.allow] == "GET, HEAD, OPTIONS")
        #expect(Page.busy.fields[.retryAfter] == "1")
        #expect(Page.full(.total(limit: 9)).fields[.retryAfter] == "5")
        #expect(Page.full(.ofAddress(limit: 9)).fields[.retryAfter] == "5")
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

    @Test(
        arguments: [
            (.targetTooLong(limit: 4321), "4321"), (.headTooLarge(limit: 4321), "4321"),
            (.tooManyFields(limit: 4321), "4321"),
            (.full(.total(limit: 4321)), "4321"), (.full(.total(limit: 1)), "--max-connections"),
            (.full(.ofAddress(limit: 4321)), "4321"), (.full(.ofAddress(limit: 1)), "--max-connections-per-address"),
        ] as [(Page, String)]
    )
    func limitIsNamed(_ page: Page, _ text: String) {
        #expect(page.wording.en.contains(text))
        #expect(page.wording.zh.contains(text))
    }

    @Test(arguments: [
        ("null", "--allow-origin null"), ("http://Evil.example:80", "--allow-origin http://evil.example"),
        ("http://dev.example:5173", "--allow-origin http://dev.example:5173"),
    ])
    func refusedPageIsToldTheFlag(_ origin: String, _ flag: String) {
        let wording = Page.handshakeRefused(.originNotAllowed(origin)).wording
        #expect(wording.en.hasSuffix(flag) && wording.en.contains("'\(origin)'"))
        #expect(wording.zh.hasSuffix(flag) && wording.zh.contains("'\(origin)'"))
        let other = Page.handshakeRefused(.originNotOwn(origin)).wording
        #expect(other.en.contains("'\(origin)'") && !other.en.contains("--allow") && !other.zh.contains("--allow"))
    }

    /// It would be refused on the command line, and might do harm in a shell.
    @Test(arguments: ["", "file://", "http://a;reboot", "http://a, http://b", "http://$(reboot)"])
    func noFlagIsNamedForWhatIsNoOrigin(_ origin: String) {
        let refusal = HandshakeRefusal.originNotAllowed(origin)
        #expect(Page.handshakeRefused(refusal).wording == refusal.explanation)
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
