import Foundation
import HTTPTypes
import NIOCore
import StaticSite
import Testing
import WebSockets

@testable import WebDemoServer

struct PagesTests {
    static let hostile = "/<script>alert(\"1\")</script>&'"

    static let all: [Page] = [
        .notFound(path: hostile), .noIndex(path: hostile), .forbidden(path: hostile), .failed(id: "1a2b3c"),
        .upgradeRequired(
            path: "/chat",
            authority: "localhost:8080",
            summary: Wording("a <room>", "聊天"),
            subprotocol: "v1"
        ),
        .upgradeRequired(path: "/echo", authority: "localhost", summary: Wording("echoes", "回声"), subprotocol: nil),
        .upgradeRequired(
            path: "/echo",
            authority: "localhost",
            summary: Wording("echoes", "回声"),
            subprotocol: nil,
            visit: (try? head("GET /echo?<script> HTTP/1.0", "Upgrade: <b>", "Cookie: <b>")).map(Page.Visit.init)
        ),
        .handshakeRefused(.methodNotGET), .handshakeRefused(.connectionNotUpgrade), .handshakeRefused(.keyMissing),
        .handshakeRefused(.keyNotOfSixteenBytes), .handshakeRefused(.versionMissing),
        .handshakeRefused(.versionNotSupported("<b>")), .handshakeRefused(.originNotAllowed("<b>")),
        .malformed("a <b>"), .methodNotAllowed("<b>"), .misdirected("<b>:80"), .targetTooLong(limit: 1),
        .headTooLarge(limit: 1), .tooManyFields(limit: 1), .timedOut, .busy, .full(.total(limit: 1)),
        .full(.ofAddress(limit: 1)), .handshakeRefused(.subprotocolMissing(known: ["<b>"])),
        .handshakeRefused(.extensionsMalformed), .transferCodingUnknown,
        .versionNotSupported,
    ]

    /// `Templates` of the repository.
    static let templates = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Templates").standardizedFileURL.path

    @Test(arguments: all)
    func browserGetsHTMLWithNothingOfARequestUnescaped(_ page: Page) async throws {
        let response = try await Pages(directory: Self.templates).response(page, acceptsHTML: true)
        #expect(response.status == page.status)
        #expect(response.fields[.contentType] == "text/html; charset=utf-8")
        let html = response.text
        #expect(html.hasPrefix("<!DOCTYPE html>"))
        #expect(html.contains("</html>"))
        #expect(html.contains("\(page.status.code)"))
        #expect(!html.contains("{{"))
        for hostile in ["<script", "<b>", "<room>"] { #expect(!html.contains(hostile)) }
    }

    @Test(arguments: all)
    func otherClientsGetTheSameAsText(_ page: Page) async throws {
        let response = try await Pages(directory: Self.templates).response(page, acceptsHTML: false)
        #expect(response.status == page.status)
        #expect(response.fields[.contentType] == "text/plain; charset=utf-8")
        #expect(response.text.hasPrefix("\(page.status.code) \(page.status.reasonPhrase)\n"))
        #expect(response.text.contains(page.wording.en))
        #expect(response.text.contains(page.wording.zh))
        #expect(response.text.hasSuffix("\n"))
    }

    @Test(arguments: all)
    func pageIsAnErrorThatNoCacheKeepsForOthers(_ page: Page) async throws {
        let response = try await Pages(directory: nil).response(page, acceptsHTML: false)
        #expect([.clientError, .serverError].contains(response.status.kind))
        #expect(response.fields[.cacheControl] == "no-cache")
        #expect(response.fields[.vary] == "Accept")
    }

    @Test(arguments: all)
    func withoutTemplatesEveryPageIsText(_ page: Page) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "webdemo-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        for pages in try await [Pages(directory: nil), Pages(directory: directory)] {
            let response = pages.response(page, acceptsHTML: true)
            #expect(response.fields[.contentType] == "text/plain; charset=utf-8")
            #expect(response.text.contains(page.wording.en))
        }
    }

    @Test func pathIsShownAsItIsInBothLanguages() async throws {
        let pages = try await Pages(directory: Self.templates)
        let escaped = "/&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;"
        for page in [Page.notFound(path: Self.hostile), .forbidden(path: Self.hostile)] {
            let html = pages.response(page, acceptsHTML: true).text
            #expect(html.components(separatedBy: escaped).count == 3, "\(html)")
        }
    }

    @Test func refusedHandshakeIsExplainedToABrowser() async throws {
        let pages = try await Pages(directory: Self.templates)
        for refusal in [.versionMissing, .originNotAllowed("http://evil.example")] as [HandshakeRefusal] {
            let html = pages.response(.handshakeRefused(refusal), acceptsHTML: true).text
            let words = refusal.explanation.en.replacing("'", with: "&#39;")
            #expect(html.contains(words), "\(html)")
        }
    }
}

extension Response {
    fileprivate var text: String {
        if case .bytes(let buffer) = body { String(buffer: buffer) } else { "" }
    }
}
