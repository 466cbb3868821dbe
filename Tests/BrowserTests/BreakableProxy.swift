import NIOCore
import NIOPosix
import Synchronization

/// Passes bytes on between browsers and a server, until a test breaks the line.
final class BreakableProxy: Sendable {
    private struct State {
        var target: Int
        var isDeaf = false
        var isDown = false
        var channels: [any Channel] = []
        var upgrades = 0
    }

    private let state: Mutex<State>

    /// Runs `body` beside a proxy to a port of `127.0.0.1`; `body` is given the proxy and its own port.
    static func run(
        to target: Int,
        _ body: @Sendable (BreakableProxy, Int) async throws -> Void
    ) async throws {
        let proxy = BreakableProxy(to: target)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { proxy.accepted($0) }
            .bind(host: "127.0.0.1", port: 0).get()
        let outcome: Result<Void, any Error>
        do {
            try await body(proxy, listener.localAddress?.port ?? 0)
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        try await listener.close()
        proxy.breakLines()
        try outcome.get()
    }

    private init(to target: Int) {
        state = Mutex(State(target: target))
    }

    /// Where who connects from now on is led.
    func lead(to target: Int) {
        state.withLock { $0.target = target }
    }

    /// What servers send is lost on the way, from now on.
    func loseAnswers(_ isDeaf: Bool) {
        state.withLock { $0.isDeaf = isDeaf }
    }

    /// Ends all connections, both ways, and lets nobody in until `mendLines`.
    func breakLines() {
        let channels = state.withLock { state in
            state.isDown = true
            defer { state.channels = [] }
            return state.channels
        }
        for channel in channels { channel.close(promise: nil) }
    }

    func mendLines() {
        state.withLock { $0.isDown = false }
    }

    /// Handshakes of WebSockets that browsers have sent.
    var upgrades: Int { state.withLock(\.upgrades) }

    private func count(_ bytes: ByteBuffer) {
        // A request comes in one piece.
        guard String(buffer: bytes).contains("Upgrade: websocket") else { return }
        state.withLock { $0.upgrades += 1 }
    }

    private func accepted(_ browser: any Channel) -> EventLoopFuture<Void> {
        let (target, isDown) = state.withLock { ($0.target, $0.isDown) }
        guard !isDown else { return browser.close() }
        return ClientBootstrap(group: browser.eventLoop).connect(host: "127.0.0.1", port: target)
            .flatMapThrowing { server in
                try browser.pipeline.syncOperations.addHandler(
                    Relay(to: server) {
                        self.count($0); return false
                    }
                )
                try server.pipeline.syncOperations.addHandler(Relay(to: browser) { _ in self.state.withLock(\.isDeaf) })
                self.state.withLock { $0.channels += [browser, server] }
            }
    }
}

/// What comes in at one end goes out at the other, and so does the end.
private final class Relay: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let other: any Channel
    private let isLost: (ByteBuffer) -> Bool

    init(to other: any Channel, isLost: @escaping (ByteBuffer) -> Bool) {
        self.other = other
        self.isLost = isLost
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        if !isLost(bytes) { other.writeAndFlush(bytes, promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        other.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

@available(*, unavailable)
extension Relay: Sendable {}
