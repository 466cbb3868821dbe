import StaticSite
import Testing

@testable import WebDemoServer

/// Which requests are a browser's that goes to a document.
struct DocumentRequestTests {
    private static let html = "Accept: text/html,application/xhtml+xml,*/*;q=0.8"
    private static let asks = "Upgrade-Insecure-Requests: 1"

    @Test(
        arguments: [
            (["Sec-Fetch-Dest: document"], true),
            (["Sec-Fetch-Dest: iframe"], true),
            (["Sec-Fetch-Dest: frame"], true),
            (["Sec-Fetch-Dest: document", "Accept: */*"], true),
            (["Sec-Fetch-Dest: empty", html, asks], false),
            (["Sec-Fetch-Dest: script", html, asks], false),
            (["Sec-Fetch-Dest: embed", html, asks], false),
            (["Sec-Fetch-Dest: object", html, asks], false),
            (["Sec-Fetch-Dest: Document"], false),
            (["Sec-Fetch-Dest: document, iframe"], false),
            (["Sec-Fetch-Dest:", html, asks], false),
            ([html, asks], true),
            (["Accept: */*", asks], false),
            (["Accept: text/*", asks], false),
            ([html], false),
            ([asks, "Accept: image/*"], false),
            ([asks, "Accept: text/html;q=0"], false),
            ([html, "Upgrade-Insecure-Requests: 0"], false),
            ([html, "Upgrade-Insecure-Requests: 1, 1"], false),
            (["Accept: */*"], false),
            ([], false),
        ] as [([String], Bool)]
    )
    func browsersNavigationIsTold(_ fields: [String], _ isForDocument: Bool) throws {
        let lines = ["GET / HTTP/1.1", "Host: localhost"] + fields
        let head = try #require(try parsed(lines.map { $0 + "\r\n" }.joined() + "\r\n"))
        #expect(head.fields.isForDocument == isForDocument)
    }
}
