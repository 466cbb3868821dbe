import NIOCore
import Synchronization
import WebSockets

/// Writes down the frames of one connection.
final class FuzzedWatcher: WireWatcher {
    struct Log {
        var received: [UInt8] = []
        var sent: [UInt8] = []
        var ends = 0
    }

    let maxBytes = Int.max
    private let state = Mutex(Log())

    var log: Log { state.withLock { $0 } }

    func saw(_ event: WireEvent) {
        state.withLock {
            switch event.content {
            case .handshake: break
            case .ended: $0.ends += 1
            case .frame(let frame) where event.direction == .received: $0.received += frame.raw.readableBytesView
            case .frame(let frame): $0.sent += frame.raw.readableBytesView
            }
        }
    }
}
