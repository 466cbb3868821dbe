import Logging
import NIOCore
import NIOPosix
import Synchronization
import TestSupport
import Testing
import WebDemoServer

/// Another server on this machine: what it answers is the test's, byte by byte, and what it was sent is kept.
final class Upstream: Sendable {
    /// Called with everything that a connection was sent so far, whenever there is more.
    typealias Behaviour = @Sendable (UpstreamConnection) -> Void

    private struct State {
        var received: [String] = []
        var opened = 0
        var closed = 0
        var receivedBytes = 0
    }

    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let state = Mutex(State())
    private let listener: any Channel

    var port: Int { listener.localAddress?.port ?? 0 }
    /// How many connections there were.
    var opened: Int { state.withLock(\.opened) }
    var closed: Int { state.withLock(\.closed) }
    var receivedBytes: Int { state.withLock(\.receivedBytes) }
    /// What the last connection that was sent anything was sent, without what is beyond a mebibyte.
    var received: String { state.withLock { $0.received.last ?? "" } }

    fileprivate init(port: Int, reads: Bool, _ behaviour: @escaping Behaviour) async throws {
        let box = Box()
        listener = try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.autoRead, value: reads)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let connection = UpstreamConnection(channel, behaviour) { box.upstream.withLock { $0 } }
                    try channel.pipeline.syncOperations.addHandler(connection)
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        box.upstream.withLock { $0 = self }
    }

    private final class Box: Sendable {
        let upstream = Mutex<Upstream?>(nil)
    }

    fileprivate func noteOpened() -> Int {
        state.withLock { state in
            state.opened += 1
            state.received.append("")
            return state.opened - 1
        }
    }

    fileprivate func noteClosed() {
        state.withLock { $0.closed += 1 }
    }

    fileprivate func note(_ bytes: ByteBuffer, _ index: Int) {
        state.withLock { state in
            state.receivedBytes += bytes.readableBytes
            if state.received[index].utf8.count < 1 << 20 { state.received[index] += String(buffer: bytes) }
        }
    }

    fileprivate func stop() async throws {
        try? await listener.close()
        try await group.shutdownGracefully()
    }

    var rule: ProxyRule {
        get throws { try ProxyRule(prefix: "/api", target: ProxyTarget("http://127.0.0.1:\(port)")) }
    }
}

/// One connection of it.
final class UpstreamConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// As far as it is kept.
    private(set) var received = ""
    private(set) var receivedBytes = 0
    /// For behaviours that go on: how often they were called before.
    private(set) var step = 0
    /// For behaviours that answer more than once.
    var answered = 0
    let channel: any Channel
    private let behaviour: Upstream.Behaviour
    private let owner: () -> Upstream?
    private var index = 0

    init(_ channel: any Channel, _ behaviour: @escaping Upstream.Behaviour, _ owner: @escaping () -> Upstream?) {
        self.channel = channel
        self.behaviour = behaviour
        self.owner = owner
    }

    /// Whether the head of the first request is all there.
    var hasHead: Bool { received.contains("\r\n\r\n") }

    func send(_ text: String) {
        channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
    }

    func close() {
        channel.close(promise: nil)
    }

    func channelActive(context: ChannelHandlerContext) {
        index = owner()?.noteOpened() ?? 0
    }

    func channelInactive(context: ChannelHandlerContext) {
        owner()?.noteClosed()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        receivedBytes += bytes.readableBytes
        if received.utf8.count < 1 << 20 { received += String(buffer: bytes) }
        owner()?.note(bytes, index)
        behaviour(self)
        step += 1
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

@available(*, unavailable)
extension UpstreamConnection: Sendable {}

/// Runs the other server for the time of a test.
func withUpstream(
    port: Int = 0,
    reads: Bool = true,
    _ behaviour: @escaping Upstream.Behaviour,
    _ body: @Sendable (Upstream) async throws -> Void
) async throws {
    let upstream = try await Upstream(port: port, reads: reads, behaviour)
    do {
        try await body(upstream)
    } catch {
        try await upstream.stop()
        throw error
    }
    try await upstream.stop()
}

/// The same with a server that passes `/api` on to it, for a body that blocks.
func withProxy(
    reads: Bool = true,
    _ behaviour: @escaping Upstream.Behaviour,
    _ body: @escaping @Sendable (LiveSite, Upstream) async throws -> Void
) async throws {
    try await withProxy(options: { _ in }, reads: reads, behaviour, body)
}

func withProxy(
    options change: @escaping @Sendable (inout ServerOptions) -> Void,
    reads: Bool = true,
    logger: Logger = .silent,
    _ behaviour: @escaping Upstream.Behaviour,
    _ body: @escaping @Sendable (LiveSite, Upstream) async throws -> Void
) async throws {
    try await withUpstream(reads: reads, behaviour) { upstream in
        let rule = try upstream.rule
        let options = { (options: inout ServerOptions) in
            options.proxies = [rule]
            change(&options)
        }
        try await withLiveSite(options, logger: logger) { site in try await body(site, upstream) }
    }
}

/// Answers each connection's first request, when its head is there, with these bytes.
func answering(_ text: String) -> Upstream.Behaviour {
    { connection in if connection.hasHead { connection.send(text) } }
}

/// Waits for what happens on other threads; the test fails where it never does.
func eventually(_ what: Comment, within limit: Duration = .seconds(60), _ isSo: () throws -> Bool) rethrows {
    let start = ContinuousClock.now
    while try !isSo() {
        guard start.duration(to: .now) < limit else {
            Issue.record(what)
            return
        }
        pause(.milliseconds(10))
    }
}
