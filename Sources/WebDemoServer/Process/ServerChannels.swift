import CLinux
import Logging
import NIOCore
import NIOPosix

/// The threads of the server, and the connections on them.
extension Server {
    /// The port where LiveReload's clients look; `nil` where nobody asked for it, or where it cannot be had.
    static func liveReloadListeners(
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

    static var threads: Int {
        let allowed = Int(clinux_allowed_processors())
        return allowed > 0 ? min(allowed, System.coreCount) : System.coreCount
    }

    static func loopResources(
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

    static func bootstrap(
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
