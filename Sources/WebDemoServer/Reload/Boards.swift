import LiveReload
import NIOCore
import Synchronization
import WebSockets

/// The teacher's boards that are open.
final class Boards: Sendable {
    private static let maxBoards = 8
    /// Shown to a board that comes.
    static let maxChanges = 100

    private struct State {
        var boards: [Board] = []
        var changes: [BoardMessage.Change] = []
    }

    private let state = Mutex(State())

    var lastChanges: [BoardMessage.Change] { state.withLock(\.changes) }

    func add(_ board: Board) -> Bool {
        state.withLock { state in
            guard state.boards.count < Self.maxBoards else { return false }
            state.boards.append(board)
            return true
        }
    }

    func remove(_ id: UInt64) {
        state.withLock { $0.boards.removeAll { $0.connection.id == id } }
    }

    func tell(_ message: @autoclosure () -> BoardMessage) {
        let boards = state.withLock(\.boards)
        guard !boards.isEmpty else { return }
        let message = message()
        for board in boards { board.tell(message) }
    }

    func changed(_ changes: [BoardMessage.Change]) {
        let boards = state.withLock { state in
            state.changes = Array((state.changes + changes).suffix(Self.maxChanges))
            return state.boards
        }
        for board in boards { board.tell(.changes(changes)) }
    }
}
