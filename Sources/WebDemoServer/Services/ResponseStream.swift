import NIOCore

/// An answer that goes on until somebody ends it: chunks of HTTP/1.1 (RFC 9112 §7.1), on the connection's event loop.
final class ResponseStream {
    private static let patience = TimeAmount.seconds(60)

    private let context: ChannelHandlerContext
    private let meter: Meter?
    private(set) var isOpen = true
    /// Of the payload, so far.
    private(set) var bytes = 0
    private var blockedSince: NIODeadline?
    /// Called once, when it ends, whoever ends it.
    var onEnd: (() -> Void)?

    init(_ context: ChannelHandlerContext, meter: Meter?) {
        self.context = context
        self.meter = meter
    }

    /// Whether it was sent: not when the client does not keep up, nor when it is gone.
    @discardableResult
    func send(_ text: String) -> Bool {
        guard isOpen, context.channel.isActive, !text.isEmpty else { return false }
        guard context.channel.isWritable else {
            noteBlocked()
            return false
        }
        blockedSince = nil
        bytes += text.utf8.count
        let start = String(text.utf8.count, radix: 16) + "\r\n"
        meter?.sent(head: start.utf8.count + 2, payload: text.utf8.count)
        context.writeAndFlush(NIOAny(ByteBuffer(string: start + text + "\r\n")), promise: nil)
        return true
    }

    /// Who takes nothing for long is gone.
    private func noteBlocked() {
        let now = context.eventLoop.now
        if let blockedSince, now - blockedSince > Self.patience { return context.close(promise: nil) }
        if blockedSince == nil { blockedSince = now }
    }

    /// Sends the last chunk where there is still a client.
    func end() {
        guard isOpen else { return }
        isOpen = false
        if context.channel.isActive { context.writeAndFlush(NIOAny(ByteBuffer(string: "0\r\n\r\n")), promise: nil) }
        onEnd?()
        onEnd = nil
    }
}

@available(*, unavailable)
extension ResponseStream: Sendable {}
