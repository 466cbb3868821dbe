import NIOCore
import Synchronization
import WebSockets

/// Who may see what: the open WebSockets, and the viewers. A page sees the connections that bear its trace, the teacher
/// those that are chosen from all.
final class WireHub: Sendable {
    /// Viewers at one time, of one trace and in all.
    private static let maxViewersOfTrace = 8
    private static let maxViewers = 1000

    private struct Open {
        let watched: WatchedConnection
        let trace: String?
        var connection: WebSocketConnection?
    }

    private struct State {
        var open: [UInt64: Open] = [:]
        var viewers: [UInt64: WireViewer] = [:]
        /// Of `viewers`, those with a trace.
        var traced: [String: [WireViewer]] = [:]
        var teachers: [WireViewer] = []
    }

    private let state = Mutex(State())
    /// Tells one run of the server from the next.
    let boot = String(UInt64.random(in: .min ... .max), radix: 36)

    // MARK: Connections

    /// A connection becomes a WebSocket.
    func opens(_ watched: WatchedConnection, trace: String?) {
        state.withLock { state in
            state.open[watched.id] = Open(watched: watched, trace: trace)
            guard !watched.isView else { return }
            for viewer in trace.flatMap({ state.traced[$0] }) ?? [] {
                viewer.began(watched)
                watched.taps.add(viewer)
            }
            for teacher in state.teachers where !watched.taps.has(teacher) { teacher.began(watched) }
        }
    }

    /// From now on it can be watched in the middle.
    func opened(_ id: UInt64, _ connection: WebSocketConnection) {
        state.withLock { $0.open[id]?.connection = connection }
    }

    func closed(_ id: UInt64, at time: NIODeadline) {
        let (watched, teachers) = state.withLock { state in
            (state.open.removeValue(forKey: id)?.watched, state.teachers)
        }
        guard let watched, !watched.isView else { return }
        // Who watched it was told how it ended.
        let event = WireEvent(connection: id, time: time, direction: .received, content: .ended(nil, .loss))
        for teacher in teachers where !watched.taps.has(teacher) { teacher.saw(event) }
    }

    // MARK: Viewers

    /// `false` when there is no place for one more.
    func add(_ viewer: WireViewer) -> Bool {
        state.withLock { state in
            guard state.viewers.count < Self.maxViewers else { return false }
            if let trace = viewer.trace {
                guard state.traced[trace, default: []].count < Self.maxViewersOfTrace else { return false }
                state.traced[trace, default: []].append(viewer)
            }
            state.viewers[viewer.connection.id] = viewer
            return true
        }
    }

    func remove(_ id: UInt64) {
        let (viewer, open) = state.withLock { state -> (WireViewer?, [Open]) in
            guard let viewer = state.viewers.removeValue(forKey: id) else { return (nil, []) }
            state.teachers.removeAll { $0 === viewer }
            if let trace = viewer.trace {
                state.traced[trace]?.removeAll { $0 === viewer }
                if state.traced[trace]?.isEmpty == true { state.traced[trace] = nil }
            }
            return (viewer, state.open.values.filter { $0.watched.taps.has(viewer) })
        }
        guard let viewer else { return }
        for connection in open { unwatch(connection, viewer) }
    }

    func viewer(_ id: UInt64) -> WireViewer? {
        state.withLock { $0.viewers[id] }
    }

    /// All connections, of which the viewer is told from now on when others come and go.
    func list(for viewer: WireViewer) -> [WatchedConnection] {
        state.withLock { state in
            if !state.teachers.contains(where: { $0 === viewer }) { state.teachers.append(viewer) }
            return state.open.values.map(\.watched).filter { !$0.isView }
        }.sorted { $0.id < $1.id }
    }

    /// In the middle, from the next frame on.
    func watch(_ id: UInt64, _ viewer: WireViewer) {
        guard let open = state.withLock({ $0.open[id] }), !open.watched.isView, let connection = open.connection
        else { return }
        open.watched.taps.add(viewer)
        connection.eventLoop.run { connection.watch(open.watched.taps) }
    }

    func unwatch(_ id: UInt64, _ viewer: WireViewer) {
        guard let open = state.withLock({ $0.open[id] }) else { return }
        unwatch(open, viewer)
    }

    private func unwatch(_ open: Open, _ viewer: WireViewer) {
        let taps = open.watched.taps
        taps.remove(viewer)
        guard let connection = open.connection else { return }
        connection.eventLoop.run { if taps.isEmpty { connection.watch(nil) } }
    }
}
