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
        case response(Response)
        /// One that has to wait for the file system.
        case later(EventLoopFuture<Response>)
        case upgrade(Demo, Handshake)
        /// Another server's.
        case proxy(ProxyRule, ProxyClient)
        /// Another server's WebSocket.
        case tunnel(ProxyRule, ProxyClient)
        /// One that goes on, and who makes it do so.
        case stream(Response, (ResponseStream) -> Void)
    }

    let site: Site
    let pages: Pages
    let hosts: HostPolicy
    let catalog: DemoCatalog
    let services: Services
    /// What stands at a path instead for the teacher, who may see more.
    let forTeacher: [String: Demo]
    /// webdemo's own pages, whichever directory is served.
    let ownSite: Site?
    let reload: LiveReloading?
    /// Where files are opened and read, so that a slow disk stops no other connection.
    let filePool: NIOThreadPool
    /// Where files are compressed, one at a time, so that nobody waits for it.
    let compressionPool: NIOThreadPool
    let logger: Logger
    let refusals: RefusalLog
    /// Whose pages may connect where otherwise only our own may.
    var allowedOrigins: [Origin] = []
    /// `nil` where nothing is passed on to other servers.
    var proxy: ProxyClient?

    var proxies: ProxyRules { proxy?.rules ?? .none }

    func answer(_ head: RequestHead, from asker: Asker, on loop: LoopResources) -> Answer {
        let route = Route(head, localAddress: asker.server, hosts: hosts, catalog: catalog, proxies: proxies)
        if !head.fields.isHostKnown, let host = head.fields.host, hosts.allows(host, localAddress: nil) {
            head.fields.noteKnownHost()
        }
        switch route {
        case .webSocket(let demo):
            var demo = demo
            if let more = forTeacher[demo.path], services.teacher.isTeacher(head.fields.all) { demo = more }
            do throws(HandshakeRefusal) {
                let terms = demo.endpoint.terms
                return .upgrade(demo, try Handshake(head.request, terms: terms, allowedOrigins: allowedOrigins))
            } catch {
                return .response(response(error, at: demo.path, to: head))
            }
        case .plainDemo(let demo, let path):
            let authority = head.authority ?? "localhost"
            let missing = Page.upgradeRequired(demo, authority: authority, visit: Page.Visit(head))
            let isOwn = demo.path.hasPrefix(PageService.prefix)
            return .later(
                isOwn
                    ? ownFile(path, to: head, orElse: missing, on: loop)
                    : file(path, to: head, orElse: missing, on: loop)
            )
        case .file(let path):
            return .later(file(path, to: head, orElse: .notFound(path: path.display), on: loop))
        case .ownFile(let path):
            return .later(ownFile(path, to: head, orElse: .notFound(path: head.target), on: loop))
        case .service(let service):
            return services.answer(service, head, from: asker, on: loop.eventLoop)
        case .proxy(let rule):
            return passOn(head) { .proxy(rule, $0) }
        case .tunnel(let rule):
            return passOn(head) { .tunnel(rule, $0) }
        case .options:
            return .response(options(asked: head.fields.all))
        case .refused(let page) where page.status == .notFound:
            let answer = filePool.runIfActive(eventLoop: loop.eventLoop) { errorResponse(page, to: head) }
            return .later(answer)
        case .refused(let page):
            return .response(response(page, to: head))
        }
    }

    /// The short way for a path that led to a file before, asked for in a way that is known to be right: without a look at
    /// anything but the file.
    func preparedAnswer(
        to path: UnsafeRawBufferPointer,
        _ fields: RequestFields,
        isHead: Bool,
        at now: NIODeadline,
        on loop: LoopResources
    ) -> PreparedAnswer? {
        guard fields.isPlain, fields.isHostKnown, !isReloaded(fields),
            let resource = loop.knownPaths.resource(at: path)
        else { return nil }
        return site.preparedAnswer(resource, fields.file, isHead: isHead, at: now)
    }

    private func passOn(_ head: RequestHead, _ answer: (ProxyClient) -> Answer) -> Answer {
        guard let proxy, let rule = proxy.rules.rule(for: head.line.path) else {
            return .response(response(.notFound(path: head.target), to: head))
        }
        guard proxy.hasSeen(head) else { return answer(proxy) }
        proxy.outages.failed(rule, .loop)
        return .response(self.answer(.loop, rule, to: head))
    }

    /// With `--cors` a browser is told that scripts may ask with any field: what they can read is files.
    private func options(asked: HTTPFields) -> Response {
        var fields: HTTPFields = [.allow: Page.allowedMethods, .cacheControl: "no-cache"]
        if site.allowsOtherOrigins, asked.contains(.accessControlRequestMethod) {
            fields[.accessControlAllowMethods] = "GET, HEAD"
            fields[.accessControlAllowHeaders] = "*"
        }
        site.addFields(to: &fields)
        return Response(.noContent, fields: fields)
    }

    private func file(
        _ path: RequestPath,
        to head: RequestHead,
        orElse missing: @autoclosure @escaping @Sendable () -> Page,
        on loop: LoopResources
    ) -> EventLoopFuture<Response> {
        let answer = filePool.runIfActive(eventLoop: loop.eventLoop) { () -> (Response, Site.Origin) in
            if isReloaded(head.fields), let reload, let document = document(path, to: head, orElse: missing()) {
                return (reload.documents.changed(document, to: head), Site.Origin())
            }
            return response(of: site, path, head.fields.file, to: head, orElse: missing())
        }
        return answer.assumeIsolated().map { response, origin in
            if origin.isLasting, let resource = origin.resource { loop.knownPaths.keep(resource, at: head.line.path) }
            compress(origin)
            return response
        }.nonisolated()
    }

    private func ownFile(
        _ path: RequestPath,
        to head: RequestHead,
        orElse missing: @autoclosure @escaping @Sendable () -> Page,
        on loop: LoopResources
    ) -> EventLoopFuture<Response> {
        filePool.runIfActive(eventLoop: loop.eventLoop) {
            guard !head.isForeign else { return .problem(.forbidden, "This is for webdemo's own pages.") }
            guard let ownSite else { return errorResponse(missing(), to: head) }
            let (response, _) = response(of: ownSite, path, head.fields.file, to: head, orElse: missing())
            // A directory without its slash: none of them is a page, and the address would be one of the other site's.
            return response.status == .movedPermanently ? errorResponse(missing(), to: head) : response
        }
    }

    /// Called where files may be read.
    private func response(
        of site: Site,
        _ path: RequestPath,
        _ request: FileRequest,
        to head: RequestHead,
        isHead: Bool? = nil,
        orElse missing: @autoclosure () -> Page
    ) -> (Response, Site.Origin) {
        do throws(SiteError) {
            switch try site.answer(to: path, request, isHead: isHead ?? (head.method == .head)) {
            case .response(let response, let origin): return (response, origin)
            case .listing(let listing):
                var response = pages.response(listing, to: head.fields.all[.accept])
                site.addFields(to: &response.fields)
                return (response, Site.Origin())
            }
        } catch {
            return (errorResponse(page(error, path: path, orElse: missing()), to: head), Site.Origin())
        }
    }

    // MARK: Live reload

    /// Whether the answer, if it is an HTML document, gets the script.
    private func isReloaded(_ fields: RequestFields) -> Bool {
        reload != nil && fields.isForDocument
    }

    /// The whole of the document that is asked for; `nil` where it is something else.
    private func document(_ path: RequestPath, to head: RequestHead, orElse missing: @autoclosure () -> Page)
        -> Response?
    {
        let (response, _) = response(
            of: site,
            path,
            head.fields.file.ofWhole,
            to: head,
            isHead: false,
            orElse: missing()
        )
        return response.fields[.contentType].map(MediaType.isHTML) == true && response.status != .upgradeRequired
            ? response : nil
    }

    /// Has the file compressed for the requests to come, where that is worth it. What waits for that keeps no file in
    /// memory, and there is at most one such thing for each file.
    private func compress(_ origin: Site.Origin) {
        guard origin.wantsCompressed, let resource = origin.resource, resource.beginCompressing() else { return }
        compressionPool.submit { [weak resource] state in
            guard let resource else { return }
            if case .active = state { site.compress(resource) } else { resource.giveUpCompressing() }
        }
    }
}
