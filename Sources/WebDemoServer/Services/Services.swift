import Crypto
import Demos
import Foundation
import HTTPTypes
import NIOCore
import NIOPosix
import StaticSite
import WebSockets

/// Answers what the pages ask the server itself for.
struct Services: Sendable {
    let pageLog = PageLog()
    let meters = MeterBook()
    let teacher = TeacherAccess()
    let catalog: DemoCatalog
    /// Under which other machines reach this one; empty where they cannot.
    let addresses: [String]
    /// Where what takes long is done, one after the other.
    let pool: NIOThreadPool
    /// Those who wait for the pool: bounds what a class that presses the button at once has others wait.
    private let comparisons = Gate(most: 8)
    /// Each is a connection to ourselves.
    private let probes = Gate(most: 16)

    init(catalog: DemoCatalog, addresses: [String], pool: NIOThreadPool) {
        self.catalog = catalog
        self.addresses = addresses
        self.pool = pool
    }

    func answer(_ service: PageService, _ head: RequestHead, from asker: Asker, on eventLoop: any EventLoop)
        -> Responder.Answer
    {
        let query = Query(head.query)
        switch service {
        case .here:
            return .response(here(query, head, asker))
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
                addresses: addresses.map { url($0, port: asker.server?.port) }
            )
        )
    }

    private func url(_ address: String, port: Int?) -> String {
        let host = address.contains(":") ? "[\(address)]" : address
        return "http://\(host)" + (port.map { $0 == 80 ? "" : ":\($0)" } ?? "") + "/"
    }

    // MARK: Handshakes

    private struct Accept: Encodable {
        let key: String
        let guid: String
        let joined: String
        let sha1: String
        let accept: String
    }

    private func accept(_ query: Query) -> Response {
        guard let key = query["key"], !key.isEmpty, key.utf8.count <= 256 else {
            return .problem(.badRequest, "key= is missing, or longer than 256 bytes")
        }
        let joined = key + Handshake.guid
        let digest = Insecure.SHA1.hash(data: Data(joined.utf8))
        return .json(
            Accept(
                key: key,
                guid: Handshake.guid,
                joined: joined,
                sha1: digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(),
                accept: Handshake.accept(forKey: key)
            )
        )
    }

    private func handshake(_ query: Query, _ head: RequestHead, _ asker: Asker, on eventLoop: any EventLoop)
        -> Responder.Answer
    {
        guard let what = query["break"].flatMap(HandshakeProbe.Break.init(rawValue:)),
            let demo = catalog.demo(at: query["path"] ?? "/echo"), let address = asker.server
        else { return .response(.problem(.badRequest, "break= or path= is none that is known")) }
        guard probes.enter() else {
            return .response(.problem(.serviceUnavailable, "others try handshakes right now; try again in a second"))
        }
        let probe = HandshakeProbe(path: demo.path, what: what, host: head.authority ?? "localhost")
        let result = probe.run(at: address, on: eventLoop)
        result.whenComplete { [probes] _ in probes.leave() }
        let response = result.map { Response.json($0) }
            .flatMapErrorThrowing { _ in .problem(.serviceUnavailable, "the server could not reach itself") }
        return .later(response)
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

    // MARK: The clock

    private func clock(_ query: Query) -> TickClock {
        TickClock(rate: query.number("rate", in: TickClock.rates, standard: 5))
    }

    /// At once where the client has missed some.
    private func nextTick(_ query: Query, on eventLoop: any EventLoop) -> EventLoopFuture<Response> {
        let clock = clock(query)
        let last = query["after"].flatMap { Int($0) } ?? clock.tick().tick
        let answer = { @Sendable in Response.text(clock.tick().encoded, type: "application/json") }
        if clock.tick().tick > last { return eventLoop.makeSucceededFuture(answer()) }
        return eventLoop.scheduleTask(in: .nanoseconds(clock.untilNext()), answer).futureResult
    }

    private static func tellTicks(of clock: TickClock, to stream: ResponseStream, on eventLoop: any EventLoop) {
        final class Next { var task: Scheduled<Void>? }
        let next = Next()
        func schedule() {
            next.task = eventLoop.assumeIsolated().scheduleTask(in: .nanoseconds(clock.untilNext())) {
                let tick = clock.tick()
                stream.send("id: \(tick.tick)\ndata: \(tick.encoded)\n\n")
                // Sending may have found that the client is gone.
                if stream.isOpen { schedule() }
            }
        }
        stream.onEnd = { next.task?.cancel() }
        schedule()
    }
}

extension Response {
    static func json(_ value: some Encodable) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        guard let data = try? encoder.encode(value) else { return .problem(.internalServerError, "no JSON") }
        return .text(String(decoding: data, as: UTF8.self), type: "application/json")
    }

    static func text(_ text: String, type: String, _ status: HTTPResponse.Status = .ok) -> Response {
        let fields: HTTPFields = [.contentType: type, .cacheControl: "no-store"]
        return Response(status, fields: fields, body: .bytes(ByteBuffer(string: text)))
    }

    static func problem(_ status: HTTPResponse.Status, _ what: String) -> Response {
        .text(what + "\n", type: "text/plain; charset=utf-8", status)
    }

    /// Server-Sent Events (WHATWG HTML §9.2).
    static var events: Response {
        Response(
            .ok,
            fields: [
                .contentType: "text/event-stream", .cacheControl: "no-store", .transferEncoding: "chunked",
            ]
        )
    }
}

extension HTTPField.Name {
    fileprivate static let secFetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .origin
}
