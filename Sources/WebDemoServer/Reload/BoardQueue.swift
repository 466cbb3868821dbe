import NIOCore

/// What waits for a board: all in its order, but of each page only its newest state, in the place of the oldest.
struct BoardQueue {
    private enum Entry {
        case message(BoardMessage)
        case page(UInt64)
    }

    private var entries = CircularBuffer<Entry>()
    /// By the page.
    private var pages: [UInt64: BoardMessage] = [:]

    var count: Int { entries.count }

    mutating func add(_ message: BoardMessage) {
        switch message {
        case .page(let page): add(message, of: page.id)
        case .gone(let id): add(message, of: id)
        case .hello, .notTeacher, .pages, .changes, .delays, .troubles, .went, .problem:
            entries.append(.message(message))
        }
    }

    private mutating func add(_ message: BoardMessage, of page: UInt64) {
        if pages.updateValue(message, forKey: page) == nil { entries.append(.page(page)) }
    }

    mutating func next() -> BoardMessage? {
        switch entries.popFirst() {
        case .message(let message): message
        case .page(let page): pages.removeValue(forKey: page)
        case nil: nil
        }
    }
}
