import HTTPTypes
import NIOCore
import NIOEmbedded

@testable import WebSockets

/// The client's end of a `WebSocketHandler` on a loop that other threads may call.
struct LoopPeer {
    let channel: NIOAsyncTestingChannel
    private let wire: NIOLoopBound<Wire>
    private let handler: NIOLoopBound<WebSocketHandler>

    init(
        of endpoint: any WebSocketEndpoint,
        id: UInt64 = 1,
        on loop: NIOAsyncTestingEventLoop = NIOAsyncTestingEventLoop()
    ) async throws {
        let channel = NIOAsyncTestingChannel(loop: loop)
        self.channel = channel
        (wire, handler) = try await loop.executeInContext {
            let handler = WebSocketHandler(
                id: id,
                endpoint: endpoint,
                handshake: try Handshake(.webSocket(), terms: endpoint.terms),
                limits: WebSocketLimits(),
                pool: CompressionPool(eventLoop: loop)
            )
            let wire = Wire()
            try channel.pipeline.syncOperations.addHandlers([wire, handler])
            return (NIOLoopBound(wire, eventLoop: loop), NIOLoopBound(handler, eventLoop: loop))
        }
    }

    func send(_ frames: ClientFrame...) async throws {
        try await send(frames)
    }

    func send(_ frames: [ClientFrame]) async throws {
        try await channel.writeInbound(ByteBuffer(bytes: frames.bytes))
    }

    /// TCP ends.
    func end() async throws {
        _ = try await channel.finish()
    }

    func takeWrites() async throws -> [[ServerFrame]] {
        await channel.testingEventLoop.run()
        var writes: [[ServerFrame]] = []
        while let bytes = try await channel.readOutbound(as: ByteBuffer.self) {
            writes.append(try ServerFrame.parse(bytes))
        }
        return writes
    }

    func takeTexts() async throws -> [String] {
        try await takeWrites().flatMap(\.self).map(\.text)
    }

    /// Asks for more to be read, as the channel does after each read; whether it was passed on to the socket.
    func reads() async throws -> Bool {
        try await channel.testingEventLoop.executeInContext { [channel, wire] in
            let before = wire.value.reads
            channel.pipeline.read()
            return wire.value.reads > before
        }
    }

    func isOutputClosed() async throws -> Bool {
        try await channel.testingEventLoop.executeInContext { [wire] in wire.value.isOutputClosed }
    }

    func setWritable(_ isWritable: Bool) async throws {
        try await channel.testingEventLoop.executeInContext { [channel] in
            channel.isWritable = isWritable
            channel.pipeline.fireChannelWritabilityChanged()
        }
    }

    /// Senders that wait until the channel is writable.
    func waitingSenders() async throws -> Int {
        try await channel.testingEventLoop.executeInContext { [handler] in handler.value.backlog.waiting.count }
    }
}

/// Waits until `condition` is met; fails after a minute.
func eventually(_ condition: () async throws -> Bool) async throws {
    let start = ContinuousClock.now
    while try await !condition() {
        guard start.duration(to: .now) < .seconds(60) else { throw TookTooLong() }
        try await Task.sleep(for: .milliseconds(1))
    }
}

struct TookTooLong: Error {}
