import HTTPTypes
import Mustache
import NIOCore
import StaticSite
import WebSockets

/// Turns a page into a response: HTML from `Templates` for browsers, which may say more, `wording` as text for all others.
struct Pages: Sendable {
    private let library: MustacheLibrary

    /// Without `directory`, or without templates in it, every page is text.
    init(directory: String?) async throws {
        guard let directory else {
            library = MustacheLibrary()
            return
        }
        library = try await MustacheLibrary(directory: directory)
    }

    func response(_ page: Page, acceptsHTML: Bool) -> Response {
        var fields = page.fields
        fields[.cacheControl] = "no-cache"
        fields[.vary] = page.status == .notAcceptable ? "Accept, Accept-Encoding" : "Accept"
        if acceptsHTML, let html = html(page) {
            fields[.contentType] = "text/html; charset=utf-8"
            fields[.contentSecurityPolicy] = PagePolicy.field(for: html)
            return Response(page.status, fields: fields, body: .bytes(ByteBuffer(string: html)))
        }
        fields[.contentType] = "text/plain; charset=utf-8"
        return Response(page.status, fields: fields, body: .bytes(ByteBuffer(string: text(page))))
    }

    /// `nil` where there is no such template.
    func render(_ content: some MustacheParent, with template: String) -> String? {
        library.render(content, withTemplate: template)
    }

    private func html(_ page: Page) -> String? {
        var context: [String: Any] = context(page)
        if case .upgradeRequired(_, _, _, _, let visit?) = page {
            context["request"] = visit.request
            context["lines"] = visit.check.lines.map(Self.context)
        }
        return switch page {
        // The template of their status would explain something else.
        case .handshakeRefused, .noIndex, .full, .proxyFailed:
            library.render(context, withTemplate: "error")
        default:
            library.render(context, withTemplate: "\(page.status.code)")
                ?? library.render(context, withTemplate: "error")
        }
    }

    private func text(_ page: Page) -> String {
        let status = "\(page.status.code) \(page.status.reasonPhrase)"
        var lines = [status, "", page.wording.en, page.wording.zh]
        if case .upgradeRequired(_, _, _, let subprotocol, let visit) = page {
            let context = context(page)
            if let visit { lines += [""] + Self.lines(visit) }
            let arguments = [context["url"], subprotocol].compactMap { $0 }.map { "\"\($0)\"" }
            lines += ["", "JavaScript:  new WebSocket(\(arguments.joined(separator: ", ")))"]
            lines += ["curl:        \(context["curl", default: ""])"]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// For who reads text: what was asked, and what that lacks.
    private static func lines(_ visit: Page.Visit) -> [String] {
        let asked = visit.request.split(separator: "\n").map { "> \($0)" }
        let lacking = visit.check.lines.flatMap { line in
            switch line.verdict {
            case .right: ["[ok]      \(line.found ?? line.wanted)"]
            case .missing: ["[missing] \(line.wanted)", "          \(line.reason.en)", "          \(line.reason.zh)"]
            case .wrong:
                [
                    "[wrong]   \(line.found?.escapingControls ?? "")", "          wanted: \(line.wanted)",
                    "          \(line.reason.en)", "          \(line.reason.zh)",
                ]
            }
        }
        return ["Your request / 您的请求:", ""] + asked + ["", "What a WebSocket needs / WebSocket 所需:", ""] + lacking
    }

    private static func context(_ line: UpgradeCheck.Line) -> [String: Any] {
        [
            "wanted": line.wanted, "found": line.found?.escapingControls ?? "", "isRight": line.verdict == .right,
            "isMissing": line.verdict == .missing, "isWrong": line.verdict == .wrong, "reasonEN": line.reason.en,
            "reasonZH": line.reason.zh,
        ]
    }

    private func context(_ page: Page) -> [String: String] {
        var context = [
            "status": "\(page.status.code)", "reason": page.status.reasonPhrase,
            "detailEN": page.wording.en, "detailZH": page.wording.zh,
        ]
        switch page {
        case .notFound(let path), .forbidden(let path):
            context["path"] = path
        case .failed(let id):
            context["id"] = id
        case .upgradeRequired(let path, let authority, let summary, let subprotocol, _):
            context["path"] = path
            context["url"] = "ws://\(authority)\(path)"
            context["summaryEN"] = summary.en
            context["summaryZH"] = summary.zh
            context["subprotocol"] = subprotocol
            context["curl"] =
                "curl -i -N --http1.1 -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' "
                + "-H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' http://\(authority)\(path)"
        default:
            break
        }
        return context
    }
}
