import HTTPTypes
import LiveReload
import Logging
import StaticSite
import TestSupport
import Testing

@testable import WebDemoServer

/// Documents with the script, webdemo's own files, and what there is without live reload.
struct LiveReloadedFilesTests {
    private static let tag = "<script src=\"/_webdemo/reload.js\"></script>"
    typealias Fields = [(name: String, value: String)]

    private static let navigation: Fields = [("Sec-Fetch-Dest", "document"), ("Accept", "text/html,*/*;q=0.8")]
    private static let onLAN: Fields = [("Upgrade-Insecure-Requests", "1"), ("Accept", "text/html,*/*;q=0.8")]

    @Test func documentOfANavigationGetsTheScript() async throws {
        try await withReload { site in
            for fields: Fields in [Self.navigation, Self.onLAN, [("Sec-Fetch-Dest", "iframe")]] {
                let reply = try site.request("/", fields)
                #expect(reply.status == 200 && reply.text == LiveSite.index + Self.tag)
                #expect(reply["Cache-Control"] == "no-cache" && reply["Last-Modified"] == nil)
                #expect(reply["Accept-Ranges"] == nil && reply["Content-Encoding"] == nil)
                #expect(reply["Vary"] == "Sec-Fetch-Dest, Accept, Upgrade-Insecure-Requests")
                let tag = try #require(reply["ETag"])
                #expect(try site.request("/", fields + [("If-None-Match", tag)]).status == 304)
                let head = try site.request("/", method: "HEAD", fields)
                #expect(head.status == 200 && head["Content-Length"] == "\(reply.body.count)" && head["ETag"] == tag)
                let plain = try site.request("/", [("If-None-Match", tag)])
                #expect(plain.status == 200 && plain.text == LiveSite.index && plain["ETag"] != tag)
                #expect(plain["Vary"] == reply["Vary"])
            }
        }
    }

    @Test(arguments: [[], [("Accept", "*/*")], [("Sec-Fetch-Dest", "empty"), ("Accept", "text/html")]] as [Fields])
    func whatIsFetchedStaysAsItIs(_ fields: Fields) async throws {
        try await withReload { site in
            let reply = try site.request("/", fields)
            #expect(reply.text == LiveSite.index)
        }
    }

    /// A browser goes to a video, to an image, to a text.
    @Test func otherFilesAreAsEver() async throws {
        let text = String(repeating: "text ", count: 1000)
        try await withReload(["a.txt": text, "a.json": "{}"]) { site in
            let range = try site.request("/a.txt", Self.navigation + [("Range", "bytes=5-9")])
            #expect(range.status == 206 && range.text == "text ")
            #expect(try site.request("/a.json", Self.navigation).text == "{}")
            let whole = try site.request("/a.txt", Self.navigation)
            #expect(whole.text == text && whole["Accept-Ranges"] == "bytes")
            let tag = try #require(whole["ETag"])
            #expect(try site.request("/a.txt", Self.navigation + [("If-None-Match", tag)]).status == 304)
            var codings: Set<String> = []
            for _ in 0..<200 where !codings.contains("gzip") {
                let reply = try site.request("/a.txt", Self.navigation + [("Accept-Encoding", "gzip")])
                codings.insert(reply["Content-Encoding"] ?? "none")
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(codings.contains("gzip"))
        }
    }

    @Test(arguments: ["/a.html", "/large.html"])
    func rangeOfADocumentIsTheWholeOfIt(_ target: String) async throws {
        let large = String(repeating: "<p>a</p>\n", count: 100_000)
        try await withReload(["a.html": "<p>a", "large.html": large]) { site in
            let whole = try site.request(target, Self.navigation)
            #expect(whole.status == 200 && whole.text.hasSuffix(Self.tag))
            #expect(whole.text.dropLast(Self.tag.count) == (target == "/a.html" ? "<p>a" : large))
            let asked = Self.navigation + [("Range", "bytes=0-3"), ("Accept-Encoding", "gzip")]
            let reply = try site.request(target, asked)
            #expect(reply.status == 200 && reply.body == whole.body)
            let head = try site.request(target, method: "HEAD", Self.navigation)
            #expect(head["Content-Length"] == "\(whole.body.count)")
        }
    }

    /// One in memory and one that is sent from the disk; their scripts run before ours.
    @Test(arguments: [1, 100_000])
    func documentWithScriptsGetsTheListener(_ count: Int) async throws {
        let rest = "\r\n<title>é</title>\n  <html><script>a()</script>" + String(repeating: "<p>a</p>\n", count: count)
        let change: (inout ServerOptions) -> Void = { options in
            options.site.fields[.contentSecurityPolicy] = "script-src 'self'"
            options.site.fields[.contentSecurityPolicyReportOnly] = "script-src 'self' 'unsafe-inline'"
        }
        try await withReload(["a.html": "<!doctype html>" + rest, "b.html": "<!doctype html><p>a"], change) { site in
            // A file that changes right now has another tag each time.
            try await Task.sleep(for: .milliseconds(100))
            let reply = try site.request("/a.html", Self.navigation)
            let place = "data-listener=\"1:15:\(ErrorListener.tag.utf8.count)\""
            #expect(
                reply.text
                    == "<!doctype html>\(ErrorListener.tag)\(rest)<script src=\"/_webdemo/reload.js\" \(place)></script>"
            )
            #expect(reply["Content-Security-Policy"] == "script-src 'self' '\(ErrorListener.hash)'")
            #expect(reply["Content-Security-Policy-Report-Only"] == "script-src 'self' 'unsafe-inline'")
            let head = try site.request("/a.html", method: "HEAD", Self.navigation)
            #expect(head["Content-Length"] == "\(reply.body.count)")
            let tag = try #require(reply["ETag"])
            #expect(try site.request("/a.html", Self.navigation + [("If-None-Match", tag)]).status == 304)
            let other = try site.request("/b.html", Self.navigation)
            #expect(other.text == "<!doctype html><p>a" + Self.tag)
            #expect(other["Content-Security-Policy"] == "script-src 'self'")
        }
    }

    @Test func documentThatIsNotThereGetsTheScriptToo() async throws {
        let templates = try TemporaryDirectory()
        try templates.write("<p>{{path}} is not here", to: "404.mustache")
        try await withReload(["sub/404.html": "x"], { $0.templates = templates.path }) { site in
            let reply = try site.request("/none.html", Self.navigation)
            #expect(reply.status == 404 && reply.text.contains("/_webdemo/reload.js"))
            #expect(try !site.request("/none.html").text.contains("/_webdemo/reload.js"))
            try site.directory.write("<p>not here", to: "404.html")
            let own = try site.request("/none.html", Self.navigation)
            #expect(own.status == 404 && own.text == "<p>not here" + Self.tag)
            #expect(try !site.request("/../x", Self.navigation).text.contains("/_webdemo/reload.js"))
        }
    }

    @Test func policyOfTheSiteIsWidenedForTheScript() async throws {
        let policy = { (options: inout ServerOptions) in
            options.site.fields[.contentSecurityPolicy] = "default-src 'none'"
        }
        try await withReload([:], policy) { site in
            let field = try #require(try site.request("/", Self.navigation)["Content-Security-Policy"])
            #expect(field.contains("default-src 'none'"))
            #expect(field.contains("script-src") && field.contains("connect-src"))
            #expect(try site.request("/")["Content-Security-Policy"] == "default-src 'none'")
        }
    }

    @Test(
        arguments: [
            ("/_webdemo/", 200, "<title>own index</title>"), ("/_webdemo/style.css", 200, "own { }"),
            ("/_webdemo/board", 200, "<title>own board</title>"),
            ("/_webdemo/board.html", 200, "<title>own board</title>"),
            ("/_webdemo/js/page.js", 200, "own"), ("/_webdemo/reload", 426, nil), ("/_webdemo/reload?x", 426, nil),
            ("/_webdemo/wire", 426, nil), ("/_webdemo/js", 404, nil), ("/_webdemo/none.css", 404, nil),
            ("/_webdemo/../index.html", 404, nil), ("/_webdemo/%2e%2e/index.html", 404, nil),
            ("/_webdemo/..%2findex.html", 404, nil), ("/_webdemo/.hidden", 404, nil), ("/_webdemo/%2ehidden", 404, nil),
            ("/_webdemo//style.css", 404, nil), ("/_webdemo/%00", 400, nil), ("/_webdemo/a%5cb", 400, nil),
            ("/_webdemo", 404, nil), ("/_webdemo/js/", 404, nil),
        ] as [(String, Int, String?)]
    )
    func ownFilesAreBesideAnySite(_ target: String, _ status: Int, _ text: String?) async throws {
        try await withReload(["style.css": "the site's", "secret.txt": "s"]) { site in
            let reply = try site.request(target)
            #expect(reply.status == status && reply["Location"] == nil)
            if let text { #expect(reply.text == text) }
            #expect(!reply.text.contains("own secret") && !reply.text.contains("the site's"))
            if status == 200 { #expect(reply["Cross-Origin-Resource-Policy"] == "same-origin") }
        }
    }

    @Test(arguments: ["/_webdemo/style.css", "/_webdemo/reload.js", "/_webdemo/board", "/_webdemo/js/page.js"])
    func ownFilesAreForNoPageElsewhere(_ target: String) async throws {
        try await withReload { site in
            for (from, mode, status) in [
                ("cross-site", "no-cors", 403), ("same-site", "cors", 403), ("same-origin", "no-cors", 200),
                ("none", "navigate", 200), ("cross-site", "navigate", 200),
            ] {
                let accept = ("Accept", mode == "navigate" ? "text/html,*/*" : "*/*")
                let reply = try site.request(target, [("Sec-Fetch-Site", from), ("Sec-Fetch-Mode", mode), accept])
                #expect(reply.status == status, "\(from) \(mode)")
            }
        }
    }

    @Test func withoutLiveReloadThereIsNoTraceOfIt() async throws {
        try await withReload(["a.css": "a"], { $0.reload = nil }) { site in
            let reply = try site.request("/", Self.navigation)
            #expect(reply.text == LiveSite.index && reply["Vary"] == nil)
            #expect(try site.request("/_webdemo/reload.js").status == 404)
            #expect(try site.request("/_webdemo/style.css").text == "own { }")
            for path in ["/_webdemo/reload", "/_webdemo/board"] {
                #expect(throws: WebSocketTestError.self) {
                    try WebSocketTestClient(port: site.port, path: path, subprotocols: ["webdemo.reload.v1"])
                }
            }
            #expect(site.teacherLink != nil)
        }
    }

    @Test func withoutOwnPagesItIsOffAndThatIsSaid() async throws {
        let log = RecordedLog()
        try await withReload([:], { $0.ownPages = nil }, logger: log.background.logger) { site in
            let reply = try site.request("/", Self.navigation)
            #expect(reply.text == LiveSite.index)
            #expect(try site.request("/_webdemo/style.css").status == 404)
            #expect(try site.request("/_webdemo/reload.js").status == 404)
        }
        #expect(log.current.contains { $0.level == .warning && $0.text.contains("live reload is off") })
    }
}
