import NIOCore
import WebSockets

/// The rooms of the chat by their names, and who is connected to which. A room is there from the first connection until
/// a while after the last, so that who is alone and whose connection breaks finds everything again.
final class ChatRooms {
    /// Each may keep its history: bounds what visitors who make up names can have the server keep.
    static let maxRooms = 100
    static let lingering = TimeAmount.minutes(1)

    private struct Entry {
        let room: ChatRoom
        /// While it is empty: what will remove it.
        var vanishing: (task: Scheduled<Void>, since: NIODeadline)?
    }

    private let home: any EventLoop
    private var rooms: [String: Entry] = [:]
    private var places: [UInt64: ChatRoom] = [:]

    init(home: any EventLoop) {
        self.home = home
    }

    /// Names of the rooms that there are, empty ones too.
    var names: Set<String> { Set(rooms.keys) }

    func opened(_ connection: WebSocketConnection, room name: String) {
        // Nobody is kept out of the lobby by others' rooms.
        guard rooms[name] != nil || name == Chat.lobby || makePlace() else {
            return connection.eventLoop.run { connection.close(.tryAgainLater, "there are too many rooms") }
        }
        var entry = rooms[name] ?? Entry(room: ChatRoom(name: name, home: home))
        entry.vanishing?.task.cancel()
        entry.vanishing = nil
        rooms[name] = entry
        places[connection.id] = entry.room
        entry.room.opened(connection)
    }

    func received(_ request: Result<ChatRequest, ChatProblem>, from connection: WebSocketConnection) {
        places[connection.id]?.received(request, from: connection)
    }

    func closed(_ connection: WebSocketConnection) {
        guard let room = places.removeValue(forKey: connection.id) else { return }
        room.closed(connection)
        guard room.isEmpty, rooms[room.name]?.vanishing == nil else { return }
        let task = home.assumeIsolated().scheduleTask(in: Self.lingering) { self.rooms[room.name] = nil }
        rooms[room.name]?.vanishing = (task, .now())
    }

    /// When there are as many rooms as there may be, the one that has been empty longest goes at once.
    private func makePlace() -> Bool {
        guard rooms.count >= Self.maxRooms else { return true }
        let empty = rooms.compactMap { name, entry in entry.vanishing.map { (name: name, vanishing: $0) } }
        guard let oldest = empty.min(by: { $0.vanishing.since < $1.vanishing.since }) else { return false }
        oldest.vanishing.task.cancel()
        rooms[oldest.name] = nil
        return true
    }
}

@available(*, unavailable)
extension ChatRooms: Sendable {}
