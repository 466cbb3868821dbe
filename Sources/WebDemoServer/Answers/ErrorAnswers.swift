import HTTPTypes
import Logging
import NIOCore
import StaticSite
import WebSockets

/// The answers that say why there is no other.
extension Responder {
    /// For a request whose answer another server does not give.
    func answer(_ failure: ProxyFailure, _ rule: ProxyRule, to head: RequestHead) -> Response {
        pages.response(failure, rule, accept: head.fields.all[.accept])
    }

    /// For bytes that were no request.
    func answer(_ error: RequestError) -> Response {
        var response = pages.response(Page(error), acceptsHTML: false)
        site.addFields(to: &response.fields)
        return response
    }

    /// For a good handshake that finds no place.
    func answer(_ shortage: Places.Shortage, to head: RequestHead, from client: SocketAddress?) -> Response {
        let page = Page.full(shortage)
        refusals.notice("a WebSocket of \(client?.ipAddress ?? "a client") was refused: \(page.wording.en)")
        return response(page, to: head)
    }

    func response(_ refusal: HandshakeRefusal, at path: String, to head: RequestHead) -> Response {
        let page = Page.handshakeRefused(refusal)
        let line = "\(path): handshake refused: \(page.wording.en)"
        switch refusal {
        case .originNotAllowed, .originNotOwn: refusals.notice(line)
        default: refusals.info(line)
        }
        return response(page, to: head)
    }

    func response(_ page: Page, to head: RequestHead) -> Response {
        var response = pages.response(page, acceptsHTML: head.acceptsHTML)
        site.addFields(to: &response.fields)
        return response
    }

    /// The site's own page for the error where it has one, else ours.
    func errorResponse(_ page: Page, to head: RequestHead) -> Response {
        let own: Response? =
            switch page.status.kind {
            case .serverError: site.errorPage("50x.html", page.status)
            default: page.status == .notFound ? site.errorPage("404.html", .notFound) : nil
            }
        guard var own else { return response(page, to: head) }
        for field in page.fields { own.fields[field.name] = field.value }
        return own
    }

    func page(_ error: SiteError, path: RequestPath, orElse missing: Page) -> Page {
        switch error {
        case .notFound:
            return missing
        case .absoluteLink(let target):
            refusals.notice(
                "\(path.display) was not found: a link on the way leads to \(target), and only relative links are followed"
            )
            return missing
        case .notAcceptable:
            return .notAcceptable
        case .noIndex:
            return .noIndex(path: path.display)
        case .forbidden:
            return .forbidden(path: path.display)
        case .busy:
            refusals.notice("too many open files: raise the limit (ulimit -n)")
            return .busy
        case .failed(let what):
            let id = String(UInt64.random(in: .min ... .max), radix: 36)
            logger.error("\(path.display.escapingControls): \(what)", metadata: ["id": "\(id)"])
            return .failed(id: id)
        }
    }
}
