import HTTPTypes
import NIOCore
import StaticSite
import Testing

@testable import WebDemoServer

struct ReloadedDocumentsTests {
    private static let tag = "<script src=\"/_webdemo/reload.js\"></script>"
    private static let html = "<!doctype html><title>a</title>"

    private let log = RecordedLog()
    private let script = ReloadScript(parts: ["function start() {}"])
    private var documents: ReloadedDocuments {
        ReloadedDocuments(script: script, notes: DocumentNotes(RefusalLog(log.background)), hasOwnPolicies: true)
    }

    @Test func documentGetsTheScriptAndFieldsOfItsOwn() throws {
        let response = documents.changed(Self.page(), to: try head("GET / HTTP/1.1", "Host: localhost"))
        #expect(response.status == .ok)
        #expect(Self.text(response) == Self.html + Self.tag)
        #expect(response.fields[.eTag] == "\"abc-reload\"")
        #expect(response.fields[.cacheControl] == "no-cache")
        #expect(response.fields[.lastModified] == nil && response.fields[.acceptRanges] == nil)
        #expect(response.fields[.vary] == "Sec-Fetch-Dest, Accept, Upgrade-Insecure-Requests")
        #expect(response.fields[.contentType] == "text/html; charset=utf-8")
    }

    @Test(
        arguments: [
            ("Accept-Encoding", "Accept-Encoding, Sec-Fetch-Dest, Accept, Upgrade-Insecure-Requests"),
            ("Sec-Fetch-Dest, Accept, Upgrade-Insecure-Requests", "Sec-Fetch-Dest, Accept, Upgrade-Insecure-Requests"),
            ("accept,Sec-Fetch-Mode", "accept, Sec-Fetch-Mode, Sec-Fetch-Dest, Upgrade-Insecure-Requests"),
            ("", "Sec-Fetch-Dest, Accept, Upgrade-Insecure-Requests"),
        ]
    )
    func fieldIsNamedOnceInVary(_ before: String, _ after: String) throws {
        var page = Self.page()
        page.fields[.vary] = before
        #expect(try documents.changed(page, to: head("GET / HTTP/1.1", "Host: a")).fields[.vary] == after)
    }

    @Test(
        arguments: [
            ("If-None-Match: \"abc-reload\"", 304), ("If-None-Match: W/\"abc-reload\"", 304), ("If-None-Match: *", 304),
            ("If-None-Match: \"abc\"", 200), ("If-Match: \"abc-reload\"", 200), ("If-Match: \"abc\"", 412),
            ("If-Match: *", 200), ("If-Match: W/\"abc-reload\"", 412),
            ("If-Modified-Since: Sun, 06 Nov 2094 08:49:37 GMT", 200),
            ("If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT", 200), ("Range: bytes=0-3", 200),
        ]
    )
    func conditionIsAskedOfWhatIsSent(_ field: String, _ status: Int) throws {
        for method in ["GET", "HEAD"] {
            let response = documents.changed(Self.page(), to: try head("\(method) / HTTP/1.1", "Host: a", field))
            #expect(response.status.code == status)
            let whole = Self.html.utf8.count + Self.tag.utf8.count
            #expect(response.body.length == (status == 200 ? whole : 0))
            #expect(response.fields[.eTag] == "\"abc-reload\"")
            if method == "HEAD", status == 200 {
                guard case .omitted = response.body else {
                    Issue.record("a body")
                    continue
                }
            }
        }
    }

    @Test func weakTagStaysWeakAndMatchesInNoCondition() throws {
        var page = Self.page()
        page.fields[.eTag] = "W/\"abc\""
        let request = try head("GET / HTTP/1.1", "Host: a", "If-Match: W/\"abc-reload\"")
        #expect(documents.changed(page, to: request).status == .preconditionFailed)
        #expect(try documents.changed(page, to: head("GET / HTTP/1.1", "Host: a")).fields[.eTag] == "W/\"abc-reload\"")
    }

    @Test(arguments: ["If-None-Match: *", "If-None-Match: \"abc-reload\"", "If-Match: \"x\""])
    func conditionChangesNoErrorPage(_ field: String) throws {
        var page = Self.page()
        page.status = .notFound
        let response = documents.changed(page, to: try head("GET / HTTP/1.1", "Host: a", field))
        #expect(response.status == .notFound && Self.text(response) == Self.html + Self.tag)
    }

    @Test(arguments: [
        "text/plain", "application/xhtml+xml", "text/htmlx", "image/svg+xml", "text/html5; charset=utf-8",
    ])
    func otherTypesStayAsTheyAre(_ type: String) throws {
        var page = Self.page()
        page.fields[.contentType] = type
        let response = documents.changed(page, to: try head("GET / HTTP/1.1", "Host: a"))
        #expect(Self.text(response) == Self.html && response.fields == page.fields)
    }

    @Test func bodyThatIsTooLargeStaysAsItIs() throws {
        let large = String(repeating: "a", count: (16 << 20) + 1)
        let page = Self.page(large)
        let response = documents.changed(page, to: try head("GET / HTTP/1.1", "Host: a"))
        #expect(response.body.length == large.utf8.count && response.fields[.eTag] == "\"abc\"")
    }

    @Test func emptyDocumentIsTheScript() throws {
        var page = Self.page("")
        #expect(try Self.text(documents.changed(page, to: head("GET / HTTP/1.1", "Host: a"))) == Self.tag)
        page.body = .none
        #expect(try Self.text(documents.changed(page, to: head("GET / HTTP/1.1", "Host: a"))) == Self.tag)
    }

    @Test(
        arguments: [
            ("text/html; charset=gbk", "gbk"), ("text/html;Charset=\"UTF-8\"", "UTF-8"), ("text/html", nil),
            ("text/html; charset=utf-8; a=b", "utf-8"), ("text/html; a=\"charset=x\"", nil),
            ("text/html; charset", nil),
            ("text/html; charset=", nil), (";;;=", nil),
        ]
    )
    func charsetIsReadFromTheField(_ type: String, _ charset: String?) {
        #expect(ReloadedDocuments.charset(in: type) == charset)
    }

    @Test func documentThatIsNotUTF8IsSaidOnce() async throws {
        var page = Self.page()
        page.fields[.contentType] = "text/html"
        page.body = .bytes(ByteBuffer(bytes: Array("<title>".utf8) + [0xC4, 0xE3, 0xBA, 0xC3]))
        for _ in 0..<3 { _ = documents.changed(page, to: try head("GET /a.html?x HTTP/1.1", "Host: a")) }
        let lines = await log.lines
        #expect(lines.filter { $0.text.contains("/a.html is not UTF-8") }.count == 3)
    }

    static func page(_ text: String = html) -> Response {
        let fields: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .eTag: "\"abc\"", .cacheControl: "max-age=60",
            .lastModified: "Sun, 06 Nov 1994 08:49:37 GMT", .acceptRanges: "bytes",
        ]
        return Response(.ok, fields: fields, body: .bytes(ByteBuffer(string: text)))
    }

    static func text(_ response: Response) -> String? {
        if case .bytes(let bytes) = response.body { String(buffer: bytes) } else { nil }
    }
}
