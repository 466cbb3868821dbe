import Foundation
import NIOCore
import NIOPosix
import StaticSite
import Synchronization
import TestSupport

@testable import WebDemoServer

/// Sends the same parts of a body, after a head, to the one client that connects, and hangs up when that is done.
final class TransferServer: Sendable {
    static let head = "HEAD\r\n"

    let port: Int
    private let record: Record

    /// What is known of the transfer.
    final class Record: Sendable {
        struct Values {
            var channel: (any Channel)?
            var bytesThroughChannel = 0
            /// Whether the promise was kept.
            var isKept: Bool?
        }

        let values = Mutex(Values())
    }

    private init(port: Int, record: Record) {
        self.port = port
        self.record = record
    }

    /// `body` may block.
    static func run(
        _ parts: [Response.Part],
        isCleartext: Bool = true,
        stallInterval: TimeAmount = .seconds(60),
        _ body: @Sendable (TransferServer) throws -> Void
    ) async throws {
        let record = Record()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let sender = Sender(
                        parts: parts,
                        isCleartext: isCleartext,
                        stallInterval: stallInterval,
                        record: record
                    )
                    try channel.pipeline.syncOperations.addHandlers([Counter(record: record), sender])
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = TransferServer(port: listener.localAddress?.port ?? 0, record: record)
        do {
            try await offCooperativePool { try body(server) }
        } catch {
            try await listener.close()
            throw error
        }
        try await listener.close()
    }

    var bytesThroughChannel: Int { record.values.withLock { $0.bytesThroughChannel } }

    var hasEnded: Bool { record.values.withLock { $0.isKept } != nil }

    /// As the server's stop does.
    func closeChannel() {
        record.values.withLock { $0.channel }?.close(promise: nil)
    }

    /// Whether the promise was kept, or `nil` when that is not known after a minute.
    func isKept() -> Bool? {
        for _ in 0..<3000 {
            if let isKept = record.values.withLock({ $0.isKept }) { return isKept }
            pause(.milliseconds(20))
        }
        return nil
    }

    /// What goes through the channel and not beside it.
    private final class Counter: ChannelOutboundHandler, Sendable {
        typealias OutboundIn = ByteBuffer

        let record: Record

        init(record: Record) {
            self.record = record
        }

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            let bytes = unwrapOutboundIn(data).readableBytes
            record.values.withLock { $0.bytesThroughChannel += bytes }
            context.write(data, promise: promise)
        }
    }

    private final class Sender: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        let parts: [Response.Part]
        let isCleartext: Bool
        let stallInterval: TimeAmount
        let record: Record

        init(
            parts: [Response.Part],
            isCleartext: Bool,
            stallInterval: TimeAmount,
            record: Record
        ) {
            self.parts = parts
            self.isCleartext = isCleartext
            self.stallInterval = stallInterval
            self.record = record
        }

        func channelActive(context: ChannelHandlerContext) {
            record.values.withLock { $0.channel = context.channel }
            let promise = context.eventLoop.makePromise(of: Void.self)
            promise.futureResult.assumeIsolated().whenComplete { result in
                let isKept = if case .success = result { true } else { false }
                self.record.values.withLock { $0.isKept = isKept }
                context.close(promise: nil)
            }
            context.write(NIOAny(ByteBuffer(string: TransferServer.head)), promise: nil)
            FileTransfer(
                of: parts,
                socket: isCleartext ? SocketHandle(of: context) : nil,
                stallInterval: stallInterval,
                filePool: .singleton,
                context: context,
                promise: promise
            ).start()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}
