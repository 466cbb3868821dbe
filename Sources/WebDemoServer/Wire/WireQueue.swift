import NIOCore
import WebSockets

/// What waits for one viewer: of each connection the newest, with how many were lost before them.
struct WireQueue {
    enum Item {
        case opened(WatchedConnection)
        case event(WireEvent, seq: UInt64)
        case gap(connection: UInt64, lost: Int)
    }

    /// What waits of one connection: events, and their bytes.
    static let maxEvents = 1000
    static let maxBytes = 1 << 20
    /// What waits of all connections together.
    static let maxBytesInAll = 4 << 20

    static let maxEntries = 20_000

    private struct Entry {
        let item: Item
        let bytes: Int

        var isEnd: Bool {
            if case .event(let event, _) = item, case .ended = event.content { true } else { false }
        }
    }

    /// What waits of one connection.
    private struct Line {
        var entries = CircularBuffer<Entry>()
        var bytes = 0
        /// Lost since the last time that it was told.
        var lost = 0
        /// Turns that belong to what was lost: the next so many.
        var emptyTurns = 0
        var seq: UInt64 = 0
    }

    private var lines: [UInt64: Line] = [:]
    /// Whose entry is next: the connections in the order of what came.
    private var turns = CircularBuffer<UInt64>()
    private var count = 0
    private var bytesInAll = 0

    mutating func add(_ connection: WatchedConnection) {
        append(Entry(item: .opened(connection), bytes: 256 + connection.target.utf8.count), to: connection.id)
    }

    mutating func add(_ event: WireEvent) {
        let seq = (lines[event.connection]?.seq ?? 0) + 1
        lines[event.connection, default: Line()].seq = seq
        append(Entry(item: .event(event, seq: seq), bytes: event.keptBytes), to: event.connection)
    }

    /// The next that is to be told.
    mutating func next() -> Item? {
        while let id = turns.first {
            guard lines[id]?.emptyTurns == 0 else {
                skipTurn()
                continue
            }
            if let lost = lines[id]?.lost, lost > 0 {
                lines[id]?.lost = 0
                return .gap(connection: id, lost: lost)
            }
            turns.removeFirst()
            guard let entry = takeFirst(of: id) else { continue }
            if entry.isEnd { lines[id] = nil }
            return entry.item
        }
        return nil
    }

    private mutating func append(_ entry: Entry, to id: UInt64) {
        turns.append(id)
        lines[id, default: Line()].entries.append(entry)
        lines[id, default: Line()].bytes += entry.bytes
        count += 1
        bytesInAll += entry.bytes
        while isTooLong(id) { loseOldest(of: id) }
        while bytesInAll > Self.maxBytesInAll, loseOldest(sparesEnds: true) {}
        while count > Self.maxEntries, loseOldest(sparesEnds: false) {}
        if turns.count > 2 * count + 256 { dropEmptyTurns() }
    }

    /// One entry may always wait. (A line that is held while another is changed would be copied.)
    private func isTooLong(_ id: UInt64) -> Bool {
        guard let line = lines[id], line.entries.count > 1 else { return false }
        return line.entries.count > Self.maxEvents || line.bytes > Self.maxBytes
    }

    private mutating func loseOldest(of id: UInt64) {
        guard takeFirst(of: id) != nil else { return }
        lines[id]?.lost += 1
        lines[id]?.emptyTurns += 1
    }

    /// Of all connections. Whoever is told of a connection is told that it ended, unless there are very many.
    private mutating func loseOldest(sparesEnds: Bool) -> Bool {
        for _ in 0..<turns.count {
            guard let id = turns.first else { return false }
            guard lines[id]?.emptyTurns == 0, let isEnd = lines[id]?.entries.first?.isEnd else {
                skipTurn()
                continue
            }
            turns.removeFirst()
            if sparesEnds, isEnd {
                turns.append(id)
                continue
            }
            _ = takeFirst(of: id)
            lines[id]?.lost += 1
            if isEnd { lines[id] = nil }
            return true
        }
        return false
    }

    private mutating func takeFirst(of id: UInt64) -> Entry? {
        guard let entry = lines[id]?.entries.popFirst() else { return nil }
        lines[id]?.bytes -= entry.bytes
        count -= 1
        bytesInAll -= entry.bytes
        return entry
    }

    private mutating func skipTurn() {
        let id = turns.removeFirst()
        if let empty = lines[id]?.emptyTurns, empty > 0 { lines[id]?.emptyTurns = empty - 1 }
    }

    private mutating func dropEmptyTurns() {
        var kept = CircularBuffer<UInt64>(initialCapacity: count + 1)
        while let id = turns.first {
            if lines[id]?.emptyTurns == 0 {
                kept.append(id)
                turns.removeFirst()
            } else {
                skipTurn()
            }
        }
        turns = kept
    }
}

extension WireEvent {
    /// What the event has in memory, about.
    fileprivate var keptBytes: Int {
        switch content {
        case .handshake(let head): 128 + head.readableBytes
        case .frame(let frame):
            128 + frame.raw.readableBytes + frame.payload.readableBytes + (frame.inflated?.readableBytes ?? 0)
        case .ended: 128
        }
    }
}
