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
        limits: WebSocketLimits = WebSocketLimits(),
        loop: EmbeddedEventLoop = EmbeddedEventLoop()
    ) throws {
        let handler = WebSocketHandler(
            id: id,
            endpoint: endpoint,
            handshake: try Handshake(.webSocket(), terms: endpoint.terms),
            limits: limits,
            pool: CompressionPool(eventLoop: loop)
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

    func send(_ bytes: [UInt8]) throws {
        try channel.writeInbound(ByteBuffer(bytes: bytes))
    }

    /// What came since the last call, write by write.
    func takeWrites() throws -> [[ServerFrame]] {
        var writes: [[ServerFrame]] = []
        while let bytes = try channel.readOutbound(as: ByteBuffer.self) {
            writes.append(try ServerFrame.parse(bytes))
        }
        return writes
    }

    func takeFrames() throws -> [ServerFrame] {
        try takeWrites().flatMap(\.self)
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
