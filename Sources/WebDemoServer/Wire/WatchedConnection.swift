import NIOCore
import Synchronization
import WebSockets

/// An open WebSocket, as those who watch know it.
struct WatchedConnection: Sendable {
    let id: UInt64
    /// With the query, its secrets masked.
    let target: String
    let client: String
    let server: String
    /// When TCP was accepted.
    let accepted: NIODeadline
    let taps: WireTaps
    /// Whether it is one that tells what is seen: who watched two of these by each other would see them for ever.
    var isView = false
}

/// Everybody who is told what happens on one connection.
final class WireTaps: WireWatcher {
    /// What the most curious of them wants to see.
    var maxBytes: Int { watchers.withLock { $0.map(\.maxBytes).max() ?? 0 } }

    private let watchers: Mutex<[any WireWatcher]>

    init(_ watchers: [any WireWatcher]) {
        self.watchers = Mutex(watchers)
    }

    var isEmpty: Bool { watchers.withLock(\.isEmpty) }

    func saw(_ event: WireEvent) {
        for watcher in watchers.withLock({ $0 }) { watcher.saw(event) }
    }

    func has(_ viewer: WireViewer) -> Bool {
        watchers.withLock { $0.contains { $0 as? WireViewer === viewer } }
    }

    func add(_ viewer: WireViewer) {
        watchers.withLock { watchers in
            guard !watchers.contains(where: { $0 as? WireViewer === viewer }) else { return }
            watchers.append(viewer)
        }
    }

    func remove(_ viewer: WireViewer) {
        watchers.withLock { $0.removeAll { $0 as? WireViewer === viewer } }
    }
}
