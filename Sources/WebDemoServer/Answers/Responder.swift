import Demos
import HTTPTypes
import Logging
import NIOCore
import NIOPosix
import StaticSite
import WebSockets

/// Turns a request into what is to be done about it: the one place where the routes lead somewhere.
struct Responder: Sendable {
    enum Answer {
        case response(EventLoopFuture<Response>)
        case upgrade(Demo, Handshake)
    }

    let site: Site
    let pages: Pages
    let hosts: HostPolicy
    let catalog: DemoCatalog
    /// Where files are opened and read, so that a slow disk stops no other connection.
    let filePool: NIOThreadPool
    let logger: Logger
    let refusals: RefusalLog
    /// Whose pages may connect where otherwise only our own may.
    var allowedOrigins: [Origin] = []

    func answer(_ head: RequestHead, localAddress: SocketAddress?, on eventLoop: any EventLoop) -> Answer {
        switch Route(head, localAddress: localAddress, hosts: hosts, catalog: catalog) {
        case .webSocket(let demo):
            do throws(HandshakeRefusal) {
                let terms = demo.endpoint.terms
                return .upgrade(demo, try Handshake(head.request, terms: terms, allowedOrigins: allowedOrigins))
            } catch {
                return .response(eventLoop.makeSucceededFuture(response(error, at: demo.path, to: head)))
            }
        case .plainDemo(let demo, let path):
            let authority = head.request.authority ?? "localhost"
            let page = Page.upgradeRequired(demo, authority: authority)
            return .response(file(path, to: head, orElse: page, on: eventLoop))
        case .file(let path):
            return .response(file(path, to: head, orElse: .notFound(path: path.display), on: eventLoop))
        case .refused(let page):
            return .response(eventLoop.makeSucceededFuture(response(page, to: head)))
        }
    }

    /// For bytes that were no request.
    func answer(_ error: RequestError) -> Response {
        pages.response(Page(error), acceptsHTML: false)
    }

    /// For a good handshake that finds no place.
    func answer(_ shortage: Places.Shortage, to head: RequestHead, from client: SocketAddress?) -> Response {
        let page = Page.full(shortage)
        refusals.notice("a WebSocket of \(client?.ipAddress ?? "a client") was refused: \(page.wording.en)")
        return response(page, to: head)
    }

    private func response(_ refusal: HandshakeRefusal, at path: String, to head: RequestHead) -> Response {
        let page = Page.handshakeRefused(refusal)
        let line = "\(path): handshake refused: \(page.wording.en)"
        if case .originNotAllowed = refusal { refusals.notice(line) } else { refusals.info(line) }
        return response(page, to: head)
    }

    private func response(_ page: Page, to head: RequestHead) -> Response {
        pages.response(page, acceptsHTML: head.acceptsHTML)
    }

    private func file(
        _ path: RequestPath,
        to head: RequestHead,
        orElse missing: Page,
        on eventLoop: any EventLoop
    ) -> EventLoopFuture<Response> {
        filePool.runIfActive(eventLoop: eventLoop) {
            do throws(SiteError) {
                return try site.response(to: path)
            } catch {
                return response(page(error, path: path, orElse: missing), to: head)
            }
        }
    }

    private func page(_ error: SiteError, path: RequestPath, orElse missing: Page) -> Page {
        switch error {
        case .notFound:
            return missing
        case .noIndex:
            return .noIndex(path: path.display)
        case .forbidden:
            return .forbidden(path: path.display)
        case .busy:
            logger.warning("too many open files: raise the limit (ulimit -n)")
            return .busy
        case .failed(let what):
            let id = String(UInt64.random(in: .min ... .max), radix: 36)
            logger.error("\(path.display.escapingControls): \(what)", metadata: ["id": "\(id)"])
            return .failed(id: id)
        }
    }
}
