import Demos
import HTTPTypes
import NIOCore
import NIOPosix
import StaticSite
import WebSockets

/// Answers what the pages ask the server itself for.
struct Services: Sendable {
    let pageLog = PageLog()
    let meters = MeterBook()
    let teacher: TeacherAccess
    let catalog: DemoCatalog
    /// Under which other machines reach this one; empty where they cannot.
    let addresses: [String]
    /// `nil`: pages do not follow their files.
    let reloadScript: ReloadScript?
    /// `nil`: LiveReload's protocol is not spoken.
    let liveReload: LiveReload7?
    /// Where what takes long is done, one after the other.
    let pool: NIOThreadPool
    /// Those who wait for the pool: bounds what a class that presses the button at once has others wait.
    private let comparisons = Gate(most: 8)
    /// Each is a connection to ourselves.
    let probes = Gate(most: 16)

    init(
        catalog: DemoCatalog,
        addresses: [String],
        reloadScript: ReloadScript? = nil,
        liveReload: LiveReload7? = nil,
        pool: NIOThreadPool
    ) {
        self.catalog = catalog
        self.addresses = addresses
        self.reloadScript = reloadScript
        self.liveReload = liveReload
        // Without live reload there is no board.
        teacher = reloadScript == nil ? TeacherAccess() : TeacherAccess(page: BoardView.path)
        self.pool = pool
    }

    func answer(_ service: PageService, _ head: RequestHead, from asker: Asker, on eventLoop: any EventLoop)
        -> Responder.Answer
    {
        let query = Query(head.query)
        switch service {
        case .here:
            return .response(here(query, head, asker))
        case .reloadScript:
            return .response(reloadScript?.response(to: head) ?? .problem(.notFound, "Live reload is off."))
        case .liveReloadScript:
            let response = liveReload?.script.response(to: head, for: "cross-origin")
            return .response(response ?? .problem(.notFound, "LiveReload's protocol is off."))
        case .accept:
            return .response(accept(query))
        case .handshake, .compression:
            // Pages elsewhere could read nothing of it, but have the server work.
            guard head.fields.all[.secFetchSite] != "cross-site" else {
                return .response(.problem(.forbidden, "This is for webdemo's own pages."))
            }
            if service == .compression { return compression(query, on: eventLoop) }
            return handshake(query, head, asker, on: eventLoop)
        case .clockNow:
            return .response(.text(clock(query).tick().encoded, type: "application/json"))
        case .clockNext:
            return .later(nextTick(query, on: eventLoop))
        case .clockEvents:
            let clock = clock(query)
            return .stream(.events) { stream in Self.tellTicks(of: clock, to: stream, on: eventLoop) }
        case .clockCounts:
            guard let trace = WireTrace.value(in: head.query) else {
                return .response(.problem(.badRequest, "trace= is missing"))
            }
            return .response(.json(meters.counts(trace)))
        case .code:
            guard let code = query["text"].flatMap({ QRCode($0) }) else {
                return .response(.problem(.badRequest, "text= is missing, or longer than 300 bytes"))
            }
            return .response(.text(code.svg, type: "image/svg+xml"))
        case .teacher:
            return .response(teacher.answer(head, query["token"] ?? "", from: asker))
        }
    }

    /// Who counts what this request costs: a page that compares ways of following the clock.
    func meter(of head: RequestHead) -> Meter? {
        guard head.line.target.readableBytesView.starts(with: Self.clockPrefix) else { return nil }
        guard let meter = meters.meter(head.query) else { return nil }
        meter.received(head: head.raw.readableBytes)
        return meter
    }

    private static let clockPrefix = Array("/_webdemo/clock/".utf8)

    // MARK: How a page came

    private struct Here: Encodable {
        let connection: UInt64
        let request: Int
        let version: String
        let requestBytes: Int
        let client: String?
        let page: PageLog.Entry?
        let isLAN: Bool
        let addresses: [String]
    }

    private func here(_ query: Query, _ head: RequestHead, _ asker: Asker) -> Response {
        let address = asker.client?.ipAddress ?? ""
        return .json(
            Here(
                connection: asker.connection,
                request: asker.request,
                version: head.isHTTP11 ? "HTTP/1.1" : "HTTP/1.0",
                requestBytes: head.raw.readableBytes,
                client: asker.client?.hostAndPort,
                page: query["path"].flatMap { pageLog.last(path: $0, from: address) },
                isLAN: !addresses.isEmpty,
                addresses: addresses.map { HostText.url($0, asker.server?.port ?? 80) }
            )
        )
    }

    // MARK: Compression

    private func compression(_ query: Query, on eventLoop: any EventLoop) -> Responder.Answer {
        let (stream, count) = (
            query["stream"] ?? "chat", query.number("count", in: CompressionComparison.counts, standard: 200)
        )
        guard comparisons.enter() else {
            return .response(.problem(.serviceUnavailable, "others compare right now; try again in a second"))
        }
        let result = pool.runIfActive(eventLoop: eventLoop) { [comparisons] in
            defer { comparisons.leave() }
            return CompressionComparison(stream: stream, count: count)
        }
        return .later(result.map { $0.map { .json($0) } ?? .problem(.badRequest, "stream= is none that is known") })
    }
}
