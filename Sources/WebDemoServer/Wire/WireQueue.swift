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

    private struct Entry {
        let connection: UInt64
        let item: Item
        let bytes: Int
    }

    private struct Share {
        var events = 0
        var bytes = 0
        var lost = 0
        var seq: UInt64 = 0
    }

    /// `nil` where something was lost.
    private var entries: [Entry?] = []
    private var first = 0
    private var shares: [UInt64: Share] = [:]
    private var bytesInAll = 0

    mutating func add(_ connection: WatchedConnection) {
        append(Entry(connection: connection.id, item: .opened(connection), bytes: 256))
    }

    mutating func add(_ event: WireEvent) {
        let id = event.connection
        shares[id, default: Share()].seq += 1
        let seq = shares[id]?.seq ?? 0
        append(Entry(connection: id, item: .event(event, seq: seq), bytes: event.keptBytes))
        while let share = shares[id], share.events > Self.maxEvents || share.bytes > Self.maxBytes {
            loseOldest(of: id)
        }
        while bytesInAll > Self.maxBytesInAll, let oldest = entries[first...].lazy.compactMap({ $0 }).first {
            loseOldest(of: oldest.connection)
        }
    }

    /// The next that is to be told.
    mutating func next() -> Item? {
        while first < entries.count {
            guard let entry = entries[first] else {
                first += 1
                continue
            }
            if let lost = shares[entry.connection]?.lost, lost > 0 {
                shares[entry.connection]?.lost = 0
                return .gap(connection: entry.connection, lost: lost)
            }
            remove(at: first)
            first += 1
            if case .event(let event, _) = entry.item, case .ended = event.content { shares[entry.connection] = nil }
            return entry.item
        }
        entries.removeAll(keepingCapacity: entries.capacity < 256)
        first = 0
        return nil
    }

    private mutating func append(_ entry: Entry) {
        if first > 256, first > entries.count / 2 {
            entries.removeFirst(first)
            first = 0
        }
        entries.append(entry)
        shares[entry.connection, default: Share()].events += 1
        shares[entry.connection, default: Share()].bytes += entry.bytes
        bytesInAll += entry.bytes
    }

    private mutating func loseOldest(of connection: UInt64) {
        guard let index = entries[first...].firstIndex(where: { $0?.connection == connection }) else { return }
        remove(at: index)
        shares[connection]?.lost += 1
    }

    private mutating func remove(at index: Int) {
        guard let entry = entries[index] else { return }
        entries[index] = nil
        shares[entry.connection]?.events -= 1
        shares[entry.connection]?.bytes -= entry.bytes
        bytesInAll -= entry.bytes
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
