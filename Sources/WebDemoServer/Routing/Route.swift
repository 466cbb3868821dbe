import Demos
import HTTPTypes
import NIOCore
import StaticSite
import WebSockets

/// What a request is about, from its head alone. It is decided once, here.
enum Route {
    /// A WebSocket is asked for where there is one; whether rightly, the handshake tells.
    case webSocket(Demo)
    /// The address of a demo, asked for without an upgrade: a file of that name, or an explanation. One of the server's
    /// own is a file of its own pages.
    case plainDemo(Demo, RequestPath)
    case file(RequestPath)
    /// One of webdemo's own pages and what they are made of, whichever directory is served.
    case ownFile(RequestPath)
    case service(PageService)
    /// Another server's.
    case proxy(ProxyRule)
    /// The same, asked for a WebSocket.
    case tunnel(ProxyRule)
    /// What may be done here, perhaps by a page of another origin (RFC 9110 §9.3.7, Fetch Standard §4.8).
    case options
    case refused(Page)

    init(
        _ head: RequestHead,
        localAddress: SocketAddress?,
        hosts: HostPolicy,
        catalog: DemoCatalog,
        proxies: ProxyRules = .none
    ) {
        if let authority = head.authority, !hosts.allows(authority, localAddress: localAddress) {
            self = .refused(.misdirected(authority))
            return
        }
        if let rule = proxies.rule(for: head.line.path) {
            self = Self.passedOn(head, rule)
            return
        }
        let name = String(buffer: head.line.path)
        let demo = catalog.demo(at: name)
        // HTTP/1.0 has no upgrades; the field is ignored there (RFC 9110 §7.8). A body that was not read to its end would
        // be taken for frames.
        if let demo, head.isHTTP11, head.body == .none, head.fields.asksForUpgrade,
            Handshake.isRequested(by: head.request)
        {
            self = .webSocket(demo)
            return
        }
        if head.method == .options {
            self = .options
            return
        }
        guard head.method == .get || head.method == .head else {
            self = .refused(.methodNotAllowed(head.method.rawValue))
            return
        }
        if let service = PageService(rawValue: name), service.isOffered(with: catalog) {
            self = .service(service)
            return
        }
        do throws(RequestPath.Refusal) {
            if name.hasPrefix(PageService.prefix) {
                let path = try RequestPath(target: String(head.target.dropFirst(PageService.prefix.count - 1)))
                self = demo.map { .plainDemo($0, path) } ?? .ownFile(path)
                return
            }
            let path = try RequestPath(target: head.target)
            self = demo.map { .plainDemo($0, path) } ?? .file(path)
        } catch {
            switch error {
            case .malformed: self = .refused(.malformed("the path of the target cannot be decoded"))
            case .noSuchName: self = .refused(.notFound(path: head.target))
            }
        }
    }

    /// All methods are the other server's business but TRACE, which would show it the fields that the browser hides.
    private static func passedOn(_ head: RequestHead, _ rule: ProxyRule) -> Route {
        guard head.method != .trace, head.method != .connect else {
            return .refused(.methodNotAllowed(head.method.rawValue))
        }
        guard !ProxyPath.hasDotSegment(head.line.path.readableBytesView) else {
            return .refused(.malformed("a path that is passed on has no '.' or '..' in it"))
        }
        let isHandshake =
            head.isHTTP11 && head.body == .none && head.method == .get && head.fields.asksForUpgrade
            && Handshake.isRequested(by: head.request) && head.fields.all.lists("upgrade", in: .connection)
        // A number that we do not know must not be passed on as another.
        guard head.body != .length(.max) else { return .refused(.malformed("Content-Length is too large")) }
        return isHandshake ? .tunnel(rule) : .proxy(rule)
    }
}
