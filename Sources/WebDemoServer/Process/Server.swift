import CLinux
import Demos
import HTTPTypes
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import StaticSite
import WebSockets

/// The running server. `start` returns when it listens; `run` returns when it was told to stop and has.
package struct Server: Service, CustomStringConvertible {
    /// The ports that are listened on, in the order they were asked for.
    package let ports: [Int]
    /// Set when nobody chose a port and 80 could not be had.
    package let fallback: PortFallback?
    /// The main paths that speak WebSocket, in teaching order.
    package let endpoints: [String]
    /// Where LiveReload's clients find it: its own port, or one of `ports` where that could not be had; `nil` where its
    /// protocol is not spoken.
    package let liveReloadPort: Int?
    /// Where who started the server may see all connections; works once.
    package let teacherLink: String?

    private let group: MultiThreadedEventLoopGroup
    private let pools: [NIOThreadPool]
    private let proxy: ProxyClient?
    private let listeners: [Listeners]
    private let registry: ConnectionRegistry
    private let loops: [ObjectIdentifier: NIOLoopBoundBox<LoopResources>]
    private let log: BackgroundLog
    private let reload: LiveReloading?
    private let stopTimeout: TimeAmount
    private let logger: Logger

    /// Listens, or throws `StartError`.
    package static func start(_ options: ServerOptions, logger: Logger) async throws -> Server {
        let site = try site(options, logger: logger)
        let pages = try await pages(options)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
        let filePool = NIOThreadPool(numberOfThreads: max(2, threads))
        filePool.start()
        let compressionPool = NIOThreadPool(numberOfThreads: 1)
        compressionPool.start()
        let log = BackgroundLog(logger: logger)
        let proxy = proxy(options, group, log)
        do {
            let hub = WireHub()
            let refusals = RefusalLog(log)
            let reload = reload(options, site: site, log)
            let reloadViews =
                reload.map { [Demo.reload($0, pool: filePool), Demo.board($0.hub, isTeacher: false)] } ?? []
            let liveReload = reload?.liveReload
            let catalog = DemoCatalog(
                home: group.next(),
                own: [WireView.demo(hub, isTeacher: false)] + reloadViews
                    + [liveReload.map(Demo.liveReload)].compactMap { $0 }
            )
            let forTeacher =
                [WireView.demo(hub, isTeacher: true)] + (reload.map { [.board($0.hub, isTeacher: true)] } ?? [])
            let responder = Responder(
                site: site,
                pages: pages,
                hosts: HostPolicy(allowed: hosts(options), interfaceAddresses: LANAddresses.all),
                catalog: catalog,
                services: Services(
                    catalog: catalog,
                    addresses: options.binding == .loopback ? [] : LANAddresses.all,
                    reloadScript: reload?.script,
                    liveReload: liveReload,
                    pool: compressionPool
                ),
                forTeacher: Dictionary(forTeacher.map { ($0.path, $0) }) { first, _ in first },
                ownSite: ownSite(options),
                reload: reload,
                filePool: filePool,
                compressionPool: compressionPool,
                logger: logger,
                refusals: refusals,
                allowedOrigins: options.allowedOrigins,
                proxy: proxy
            )
            return try await Server(options, group, responder, hub, log)
        } catch {
            await proxy?.stop()
            try? await filePool.shutdownGracefully()
            try? await compressionPool.shutdownGracefully()
            try? await group.shutdownGracefully()
            throw error
        }
    }

    private init(
        _ options: ServerOptions,
        _ group: MultiThreadedEventLoopGroup,
        _ responder: Responder,
        _ hub: WireHub,
        _ log: BackgroundLog
    ) async throws {
        let accessLog = AccessLog(log: log)
        let registry = ConnectionRegistry()
        let loops = Self.loopResources(group, accessLog)
        let surroundings = HTTPConnection.Surroundings(
            responder: responder,
            headLimits: options.headLimits,
            timeouts: options.timeouts,
            webSocketLimits: options.webSocketLimits,
            admission: Admission(options.admissionLimits),
            connectionIDs: ConnectionIDs(),
            wireHub: hub,
            wireWatcher: options.wireWatcher ?? WireLog(log)
        )
        let initializer = { @Sendable (channel: any Channel) -> EventLoopFuture<Void> in
            guard registry.add(channel), let loop = loops[ObjectIdentifier(channel.eventLoop)] else {
                return channel.close()
            }
            return channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(HTTPConnection(surroundings, loop: loop.value))
            }
        }
        let bootstrap = { Self.bootstrap(group, initializer) }
        let listeners = try await Listeners.bind(bootstrap, options.binding, ports: options.ports)
        let more = await Self.liveReloadListeners(bootstrap, options, responder, beside: listeners.ports)
        self.listeners = [listeners] + (more.map { [$0] } ?? [])
        liveReloadPort = responder.reload?.liveReload.flatMap { _ in
            let usual = listeners.ports.first { $0 == options.reload?.liveReloadPort }
            return more?.ports.first ?? usual ?? listeners.ports.first
        }
        ports = listeners.ports
        fallback = listeners.fallback
        teacherLink = Self.teacherLink(options, responder.services.teacher, port: listeners.ports.first)
        endpoints = responder.catalog.demos.filter(\.isMain).map(\.path)
        self.group = group
        pools = [responder.filePool, responder.compressionPool]
        proxy = responder.proxy
        self.registry = registry
        self.loops = loops
        self.log = log
        reload = responder.reload
        stopTimeout = options.timeouts.stop
        logger = log.logger
        watch(options)
    }

    /// Where that does not go pages do not follow their files, and all else works.
    private func watch(_ options: ServerOptions) {
        guard let reload, let chosen = options.reload else { return }
        do {
            try reload.start(chosen)
        } catch {
            logger.warning("live reload is off: '\(options.directory)' cannot be watched: \(error)")
        }
    }

    /// What ServiceLifecycle's log lines call it.
    package var description: String { "webdemo on port \(ports.map(String.init).joined(separator: ", "))" }

    package func run() async throws {
        try? await gracefulShutdown()
        try await stop()
    }

    /// No new connections; running answers may finish, WebSockets are closed with 1001; then everything ends.
    package func stop() async throws {
        for listeners in listeners { await Listeners.close(listeners.channels) }
        reload?.stop()
        let open = registry.stop()
        logger.info("stopping, with \(open.count) open connections")
        for channel in open {
            channel.pipeline.fireUserInboundEventTriggered(WebSocketHandler.ServerIsStopping())
        }
        let deadline = group.next().scheduleTask(in: stopTimeout) {
            for channel in open { channel.close(promise: nil) }
        }
        try await EventLoopFuture.andAllComplete(open.map(\.closeFuture), on: group.next()).get()
        deadline.cancel()
        for (_, loop) in loops {
            try await loop.eventLoop.submit { loop.value.writeBatch() }.get()
        }
        await proxy?.stop()
        await log.drain()
        for pool in pools { try await pool.shutdownGracefully() }
        try await group.shutdownGracefully()
    }

    // MARK: Parts

    /// The port where LiveReload's clients look; `nil` where nobody asked for it, or where it cannot be had.
    private static func liveReloadListeners(
        _ bootstrap: Listeners.MakeBootstrap,
        _ options: ServerOptions,
        _ responder: Responder,
        beside ports: [Int]
    ) async -> Listeners? {
        guard responder.reload?.liveReload != nil, let port = options.reload?.liveReloadPort,
            port == 0 || !ports.contains(port)
        else { return nil }
        do {
            return try await Listeners.bind(bootstrap, options.binding, ports: [port])
        } catch {
            responder.logger.warning("--livereload: \(error); LiveReload's protocol is spoken on the other ports alone")
            return nil
        }
    }

    private static var threads: Int {
        let allowed = Int(clinux_allowed_processors())
        return allowed > 0 ? min(allowed, System.coreCount) : System.coreCount
    }

    /// `nil` where 127.0.0.1 is not listened on, or there are no pages for it.
    private static func teacherLink(_ options: ServerOptions, _ teacher: TeacherAccess, port: Int?) -> String? {
        guard options.ownPages != nil, let port, let query = teacher.linkQuery else { return nil }
        switch options.binding {
        case .loopback, .allAddresses, .address("0.0.0.0"), .address("127.0.0.1"):
            return "\(HostText.url("127.0.0.1", port))\(PageService.teacher.rawValue.dropFirst())?\(query)"
        case .address: return nil
        }
    }

    private static func proxy(
        _ options: ServerOptions,
        _ group: MultiThreadedEventLoopGroup,
        _ log: BackgroundLog
    ) -> ProxyClient? {
        guard !options.proxies.isEmpty else { return nil }
        return ProxyClient(ProxyRules(options.proxies), timeouts: options.proxyTimeouts, group: group, log: log)
    }

    /// The name that the banner shows is one that requests may use.
    private static func hosts(_ options: ServerOptions) -> [String] {
        if case .address(let host) = options.binding { options.allowedHosts + [host] } else { options.allowedHosts }
    }

    /// `nil`, and said so, where the parts of the script are not there.
    private static func reload(
        _ options: ServerOptions,
        site: Site,
        _ log: BackgroundLog
    ) -> LiveReloading? {
        guard let reload = options.reload else { return nil }
        guard let script = options.ownPages.flatMap({ ReloadScript(partsIn: $0 + "/reload") }) else {
            log.logger.warning("live reload is off: its script, in Public/reload, is not where webdemo was built")
            return nil
        }
        let reloading = LiveReloading(options, reload, script: script, site: site, log: log)
        if reload.speaksLiveReload, reloading.liveReload == nil {
            log.logger.warning("--livereload: its script, in Public/js, is not where webdemo was built")
        }
        return reloading
    }

    /// The pages are for this server alone, and their names need no ending.
    private static func ownSite(_ options: ServerOptions) -> Site? {
        guard let root = options.ownPages.flatMap({ try? SiteRoot(path: $0) }) else { return nil }
        var own = SiteOptions()
        own.cleanURLs = true
        own.fields[.crossOriginResourcePolicy] = "same-origin"
        return Site(root: root, sniffer: MagicSniffer(), options: own, writer: ResponseWriter.endOfHead)
    }

    private static func site(_ options: ServerOptions, logger: Logger) throws -> Site {
        var chosen = options.site
        if options.reload != nil { chosen.documentsVaryBy = ReloadedDocuments.deciding }
        let sniffer = MagicSniffer()
        if !sniffer.isAvailable {
            logger.warning("libmagic has no database: files without a known extension are application/octet-stream")
        }
        do {
            let site = Site(
                root: try SiteRoot(path: options.directory),
                sniffer: sniffer,
                options: chosen,
                writer: ResponseWriter.endOfHead
            )
            if let fallback = options.site.fallback, site.lacksFallback {
                logger.warning("--spa: there is no '\(fallback.display)' in '\(options.directory)' yet")
            }
            // There may be no descriptor left when it is needed.
            _ = site.errorPage("50x.html", .internalServerError)
            return site
        } catch {
            throw StartError("'\(options.directory)' is no directory that can be read")
        }
    }

    private static func pages(_ options: ServerOptions) async throws -> Pages {
        do {
            return try await Pages(directory: options.templates)
        } catch {
            throw StartError("a template in '\(options.templates ?? "")' cannot be read: \(error)")
        }
    }

    private static func loopResources(
        _ group: MultiThreadedEventLoopGroup,
        _ accessLog: AccessLog
    ) -> [ObjectIdentifier: NIOLoopBoundBox<LoopResources>] {
        var loops: [ObjectIdentifier: NIOLoopBoundBox<LoopResources>] = [:]
        for eventLoop in group.makeIterator() {
            let resources = LoopResources(eventLoop: eventLoop, accessLog: accessLog)
            loops[ObjectIdentifier(eventLoop)] = .makeBoxSendingValue(resources, eventLoop: eventLoop)
        }
        return loops
    }

    private static func bootstrap(
        _ group: MultiThreadedEventLoopGroup,
        _ initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) -> ServerBootstrap {
        ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptPause())
                }
            }
            .childChannelInitializer(initializer)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            // Writable means that nothing waits, or one byte: what is sent past the channel must not come before it.
            .childChannelOption(.writeBufferWaterMark, value: .init(low: 1, high: 1))
            // A client may end its side after its last request, as `printf … | socat` does, and still wants the answer.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            // A second read that finds nothing costs a system call for every request; what is left is told again.
            .childChannelOption(.maxMessagesPerRead, value: 1)
            // What was read into stays with the connection: a fixed 64 KiB, but also more than a request needs.
            .childChannelOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 1024, maximum: 65_536)
            )
    }
}
