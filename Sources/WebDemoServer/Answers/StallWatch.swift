import CLinux
import NIOCore

/// Looks from time to time whether a client still takes what it is sent, and closes its connection when it took nothing
/// between two looks. Bytes count when the client's system acknowledges them, so a slow client is one that goes on.
final class StallWatch {
    /// What has been seen to move, or not to.
    private struct Progress: Equatable {
        var steps: Int
        var unacknowledgedBytes: Int
    }

    /// To be increased with everything that goes on at our end.
    var steps = 0

    private let context: ChannelHandlerContext
    private let interval: TimeAmount
    private var last: Progress?
    private var next: Scheduled<Void>?

    /// The connection of a client that stops is closed between one and two intervals later.
    init(_ context: ChannelHandlerContext, interval: TimeAmount) {
        self.context = context
        self.interval = interval
    }

    func start() {
        next = context.eventLoop.assumeIsolated().scheduleTask(in: interval) { self.look() }
    }

    func stop() {
        next?.cancel()
        next = nil
    }

    private func look() {
        // Where nothing can be known, nobody is blamed; and an empty queue waits for us, not for the client.
        let now = unacknowledgedBytes.map { Progress(steps: steps, unacknowledgedBytes: $0) }
        if let now, now == last, now.unacknowledgedBytes > 0 { return context.close(promise: nil) }
        last = now
        start()
    }

    private var unacknowledgedBytes: Int? {
        let operations = context.pipeline.syncOperations
        let count = try? operations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { socket in
            Int(clinux_unacknowledged_bytes(socket))
        }
        guard let count, count >= 0 else { return nil }
        return count
    }
}

@available(*, unavailable)
extension StallWatch: Sendable {}
