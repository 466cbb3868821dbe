import Foundation
import NIOCore
import NIOPosix
import WebSockets

/// Sends one request to this server, with something wrong that no browser would send, and says what came back.
struct HandshakeProbe: Sendable {
    /// What is left out or spoiled, one thing at a time.
    enum Break: String, CaseIterable, Sendable {
        case none
        case method
        case version
        case hostMissing = "host-missing"
        case hostForeign = "host-foreign"
        case upgradeMissing = "upgrade-missing"
        case upgradeWrong = "upgrade-wrong"
        case connectionMissing = "connection-missing"
        case keyMissing = "key-missing"
        case keyShort = "key-short"
        case keyTwice = "key-twice"
        case versionMissing = "version-missing"
        case version8 = "version-8"
        case originForeign = "origin-foreign"
        case protocolUnknown = "protocol-unknown"
    }

    struct Result: Encodable, Sendable {
        enum Outcome: String, Encodable {
            case answered
            case closed
            case silent
        }

        let `break`: String
        let request: String
        let response: String
        let status: Int?
        let outcome: Outcome
    }

    let path: String
    let what: Break
    let host: String

    var request: String {
        var lines: [(name: String, value: String)] = [
            ("Host", host), ("Upgrade", "websocket"), ("Connection", "Upgrade"),
            ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Sec-WebSocket-Version", "13"),
            ("Origin", "http://\(host)"),
        ]
        func set(_ name: String, _ value: String?) {
            let index = lines.firstIndex { $0.name == name } ?? lines.endIndex
            if index < lines.endIndex { lines.remove(at: index) }
            if let value { lines.insert((name, value), at: index) }
        }
        var (method, version) = ("GET", "HTTP/1.1")
        switch what {
        case .none: break
        case .method: method = "POST"
        case .version: version = "HTTP/1.0"
        case .hostMissing: set("Host", nil)
        case .hostForeign: set("Host", "example.com")
        case .upgradeMissing: set("Upgrade", nil)
        case .upgradeWrong: set("Upgrade", "h2c")
        case .connectionMissing: set("Connection", nil)
        case .keyMissing: set("Sec-WebSocket-Key", nil)
        case .keyShort: set("Sec-WebSocket-Key", "c2hvcnQ=")
        case .keyTwice: lines.append(("Sec-WebSocket-Key", "YW5vdGhlciBub25jZSEhIQ=="))
        case .versionMissing: set("Sec-WebSocket-Version", nil)
        case .version8: set("Sec-WebSocket-Version", "8")
        case .originForeign: set("Origin", "http://example.com")
        case .protocolUnknown: lines.append(("Sec-WebSocket-Protocol", "nobody.speaks.this"))
        }
        return "\(method) \(path) \(version)\r\n" + lines.map { "\($0.name): \($0.value)\r\n" }.joined() + "\r\n"
    }

    /// Fails where the server cannot be reached at its own address.
    func run(at address: SocketAddress, on eventLoop: any EventLoop) -> EventLoopFuture<Result> {
        let done = eventLoop.makePromise(of: (ByteBuffer, Result.Outcome).self)
        ClientBootstrap(group: eventLoop)
            .connectTimeout(.seconds(2))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(request, done))
                }
            }
            .connect(to: address).cascadeFailure(to: done)
        return done.futureResult.map { bytes, outcome in
            let text = String(buffer: bytes)
            return Result(
                break: what.rawValue,
                request: Data(request.utf8).base64EncodedString(),
                response: Data(bytes.readableBytesView).base64EncodedString(),
                status: text.hasPrefix("HTTP/1.1 ") ? Int(text.dropFirst(9).prefix(3)) : nil,
                outcome: outcome
            )
        }
    }

    /// Sends the request, and collects what comes until the server ends it, or is silent for a moment.
    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private static let maxBytes = 16 << 10
        private static let silence = TimeAmount.milliseconds(300)
        private static let patience = TimeAmount.seconds(5)

        private let request: String
        private let done: EventLoopPromise<(ByteBuffer, Result.Outcome)>
        private var bytes = ByteBuffer()
        private var isDone = false
        private var timer: Scheduled<Void>?
        private var deadline: Scheduled<Void>?

        init(_ request: String, _ done: EventLoopPromise<(ByteBuffer, Result.Outcome)>) {
            self.request = request
            self.done = done
        }

        func channelActive(context: ChannelHandlerContext) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: request)), promise: nil)
            wait(context)
            deadline = context.eventLoop.assumeIsolated().scheduleTask(in: Self.patience) {
                self.finish(self.bytes.readableBytes > 0 ? .answered : .silent, context)
            }
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var more = unwrapInboundIn(data)
            bytes.writeBuffer(&more)
            if bytes.readableBytes > Self.maxBytes || hasSwitched { finish(.answered, context) } else { wait(context) }
        }

        /// What follows is none of the handshake.
        private var hasSwitched: Bool {
            let text = String(buffer: bytes)
            return text.hasPrefix("HTTP/1.1 101 ") && text.contains("\r\n\r\n")
        }

        func channelInactive(context: ChannelHandlerContext) {
            finish(bytes.readableBytes > 0 ? .answered : .closed, context)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            finish(.closed, context)
        }

        private func wait(_ context: ChannelHandlerContext) {
            timer?.cancel()
            let limit = bytes.readableBytes > 0 ? Self.silence : Self.patience
            timer = context.eventLoop.assumeIsolated().scheduleTask(in: limit) {
                self.finish(self.bytes.readableBytes > 0 ? .answered : .silent, context)
            }
        }

        private func finish(_ outcome: Result.Outcome, _ context: ChannelHandlerContext) {
            guard !isDone else { return }
            isDone = true
            timer?.cancel()
            deadline?.cancel()
            done.succeed((bytes, outcome))
            context.close(promise: nil)
        }
    }
}
