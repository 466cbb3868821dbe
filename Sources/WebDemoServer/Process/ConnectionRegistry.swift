import NIOCore
import Synchronization

/// The connections that are open, so that the server can end them when it stops.
final class ConnectionRegistry: Sendable {
    private struct State {
        var isStopping = false
        var channels: [ObjectIdentifier: any Channel] = [:]
    }

    private let state = Mutex(State())

    /// `false`, and nothing is kept, when the server is already stopping.
    func add(_ channel: any Channel) -> Bool {
        let id = ObjectIdentifier(channel)
        let isAdded = state.withLock { state in
            if !state.isStopping { state.channels[id] = channel }
            return !state.isStopping
        }
        if isAdded {
            channel.closeFuture.whenComplete { _ in
                self.state.withLock { _ = $0.channels.removeValue(forKey: id) }
            }
        }
        return isAdded
    }

    /// From now on none is added; returns those that are still open.
    func stop() -> [any Channel] {
        state.withLock { state in
            state.isStopping = true
            return Array(state.channels.values)
        }
    }
}
