import NIOCore
import NIOPosix
import LiveReload
import StaticSite
import WebSockets

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `/_webdemo/reload`: where pages hear what has changed, and say what they made of it (`webdemo.reload.v1`).
struct ReloadView: WebSocketEndpoint {
    static let path = "/_webdemo/reload"

    let terms = HandshakeTerms(
        origins: .ownOrigin,
        subprotocols: ["webdemo.reload.v1"],
        demandsSubprotocol: true
    )

    let hub: ReloadHub
    let site: Site
    let version: @Sendable ([String]) -> ContentVersion?
    /// Where files are read.
    let pool: NIOThreadPool
    let refusals: RefusalLog

    func received(_ message: Message, from connection: WebSocketConnection) {
        guard let said = try? JSONDecoder().decode(PageMessage.self, from: Data(message.payload.readableBytesView)),
            said.isNamed
        else { return }
        switch said.type {
        case .hello: greeted(said, connection)
        case .uses: loaded(said, connection)
        case .applied:
            guard let seq = said.seq else { return }
            hub.applied(seq, Self.how(said.how), took: said.ms, said.page, of: connection)
        case .waiting: hub.waits(said.page, of: connection)
        case .error: failed(said, connection)
        case .bye: hub.left(said.page, of: connection)
        }
    }

    func closed(_ connection: WebSocketConnection, _ close: CloseFrame?) {
        hub.closed(connection)
    }

    // MARK: A page comes

    private func greeted(_ said: PageMessage, _ connection: WebSocketConnection) {
        let url = (said.url ?? "/").prefix(bytes: ReloadPage.maxAddressBytes)
        let document = PageDocument(url: url, options: site.options)
        let uses = uses(said.uses ?? [])
        let hasPlace = hub.add(said.page, of: connection) { id, arrival in
            var page = ReloadPage(
                id: id,
                name: said.page,
                connection: connection,
                url: url,
                began: Self.moment(said.age),
                opened: .wallClock,
                arrival: arrival
            )
            page.document = document
            page.title = (said.title ?? "").prefix(bytes: ReloadPage.maxTitleBytes)
            page.agent = (said.agent ?? "").prefix(bytes: ReloadPage.maxTitleBytes)
            page.screen = said.screen
            for use in uses { page.add(use) }
            if said.all == true { page.useAll() }
            return page
        }
        guard hasPlace else { return connection.close(.tryAgainLater, "too many pages are open") }
        let path = ReloadPage.path(url)
        let exists = { @Sendable (segments: [String]) in site.hasFile(segments) }
        look(connection, { FileVersions(of: uses, document: document, at: path, exists: exists, version: version) }) {
            versions in
            hub.welcome(said.page, of: connection, since: said.since, versions)
            // What it is the result of; who comes again has told us how long that took.
            guard let applied = said.applied else { return }
            hub.applied(applied.seq, Self.how(applied.how), said.page, of: connection, isNews: said.since == nil)
        }
    }

    private func loaded(_ said: PageMessage, _ connection: WebSocketConnection) {
        if said.all == true { return hub.usesAll(said.page, of: connection) }
        let uses = uses(said.uses ?? [])
        hub.loaded(uses, said.page, of: connection)
        look(connection, { FileVersions(of: uses, version: version) }) { versions in
            hub.tell(versions, to: said.page, of: connection)
        }
    }

    /// What is no address of this site is left out.
    private func uses(_ told: [PageMessage.Use]) -> [ReloadPage.Use] {
        told.prefix(ReloadPage.maxUses + 1).compactMap { use in
            guard use.url.utf8.count <= ReloadPage.maxAddressBytes, let path = try? RequestPath(target: use.url)
            else { return nil }
            return ReloadPage.Use(
                url: ReloadPage.path(use.url),
                names: PageDocument.named(by: path, site.options),
                asked: Self.moment(use.age),
                version: use.version.flatMap { ContentVersion($0) }
            )
        }
    }

    /// Reads files on a thread for that; nothing more is read from the page meanwhile.
    private func look<Result: Sendable>(
        _ connection: WebSocketConnection,
        _ work: @escaping @Sendable () -> Result,
        then: @escaping @Sendable (Result) -> Void
    ) {
        connection.pauseReading()
        pool.runIfActive(eventLoop: connection.eventLoop, work).whenComplete { result in
            if case .success(let result) = result { then(result) }
            connection.resumeReading()
        }
    }

    // MARK: What it says

    private func failed(_ said: PageMessage, _ connection: WebSocketConnection) {
        let failure = ReloadPage.Failure(
            kind: (said.kind ?? "").prefix(bytes: 32),
            message: (said.message ?? "").prefix(bytes: ReloadPage.maxFailureBytes),
            url: said.url.map { $0.prefix(bytes: ReloadPage.maxAddressBytes) },
            line: said.line,
            column: said.column,
            time: .wallClock,
            id: said.id
        )
        guard let address = hub.failed(failure, said.page, of: connection) else { return }
        guard failure.kind == "missing", let url = failure.url, let id = said.id,
            let path = try? RequestPath(target: url)
        else { return refusals.notice(PageFailureText.line(failure, on: address, nearest: nil)) }
        look(connection, { site.nearestPath(to: path) }) { nearest in
            refusals.notice(PageFailureText.line(failure, on: address, nearest: nearest))
            if let nearest { hub.hint(nearest, of: id, said.page, of: connection) }
        }
    }

    private static func how(_ text: String?) -> String {
        guard let text, ["style", "image", "reload", "none"].contains(text) else { return "none" }
        return text
    }

    /// So many milliseconds ago.
    private static func moment(_ age: Double?) -> NIODeadline {
        let now = NIODeadline.now()
        guard let age, age.isFinite, age > 0 else { return now }
        let nanoseconds = min(age * 1e6, Double(now.uptimeNanoseconds))
        return .uptimeNanoseconds(now.uptimeNanoseconds - min(UInt64(nanoseconds), now.uptimeNanoseconds))
    }
}
