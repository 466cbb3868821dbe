import Demos
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
}
