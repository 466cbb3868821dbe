import NIOCore
import Synchronization

/// Writes as fast as the peer takes it, and says how much that was.
final class EndlessWriter: Sendable {
    private let count = Atomic<Int>(0)

    var bytes: Int { count.load(ordering: .relaxed) }

    func pump(_ channel: any Channel) {
        let piece = ByteBuffer(repeating: 0x61, count: 64 << 10)
        channel.writeAndFlush(piece).whenSuccess {
            self.count.add(piece.readableBytes, ordering: .relaxed)
            self.pump(channel)
        }
    }
}
