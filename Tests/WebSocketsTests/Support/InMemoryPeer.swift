import HTTPTypes
import NIOCore
import NIOEmbedded
import WebSockets

/// The client's end of a `WebSocketHandler`, in memory and with a clock that a test moves.
final class InMemoryPeer {
    let channel: EmbeddedChannel
    let wire = Wire()
    /// Kept alive by the pipeline alone.
    private(set) weak var handler: WebSocketHandler?

    init(
        of endpoint: any WebSocketEndpoint,
        id: UInt64 = 1,
        offering extensions: String? = nil,
        limits: WebSocketLimits = WebSocketLimits(),
        loop: EmbeddedEventLoop = EmbeddedEventLoop(),
        watcher: (any WireWatcher)? = nil
    ) throws {
        let request = HTTPRequest.webSocket { $0.headerFields[.secWebSocketExtensions] = extensions }
        let handler = WebSocketHandler(
            id: id,
            endpoint: endpoint,
            handshake: try Handshake(request, terms: endpoint.terms),
            limits: limits,
            pool: CompressionPool(eventLoop: loop),
            watcher: watcher
        )
        channel = EmbeddedChannel(loop: loop)
        self.handler = handler
        try channel.pipeline.syncOperations.addHandlers([wire, handler])
    }

    deinit {
        _ = try? channel.finish(acceptAlreadyClosed: true)
    }

    /// All these frames arrive in one read.
    func send(_ frames: ClientFrame...) throws {
        try send(frames.bytes)
    }

    func send(_ frames: [ClientFrame]) throws {
        try send(frames.bytes)
    }

    func send(_ bytes: [UInt8]) throws {
        try channel.writeInbound(ByteBuffer(bytes: bytes))
    }

    /// What came since the last call, write by write.
    func takeWrites() throws -> [[ServerFrame]] {
        var writes: [[ServerFrame]] = []
        while let bytes = try channel.readOutbound(as: ByteBuffer.self) {
            // What only asks when it has left is nothing on the wire.
            guard bytes.readableBytes > 0 else { continue }
            writes.append(try ServerFrame.parse(bytes))
        }
        return writes
    }

    func takeFrames() throws -> [ServerFrame] {
        try takeWrites().flatMap(\.self)
    }

    /// The socket takes what was written while it was stuck, and all that follows.
    func unstick() {
        wire.isStuck = false
        channel.flush()
    }

    func runLoop() {
        channel.embeddedEventLoop.run()
    }

    func advance(by time: TimeAmount) {
        channel.embeddedEventLoop.advanceTime(by: time)
    }

    func setWritable(_ isWritable: Bool) {
        channel.isWritable = isWritable
        channel.pipeline.fireChannelWritabilityChanged()
    }
}
