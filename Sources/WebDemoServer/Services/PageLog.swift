import Synchronization

/// The pages that browsers went to last, so that a page can ask how it came.
final class PageLog: Sendable {
    struct Entry: Encodable, Sendable {
        let connection: UInt64
        let request: Int
        let requestBytes: Int
        let headBytes: Int
        let bodyBytes: Int
        let status: Int
    }

    private static let maxEntries = 256
    private static let maxPathBytes = 512

    private struct Record {
        let address: String
        let path: String
        let entry: Entry
    }

    private let records = Mutex<[Record]>([])

    func note(_ entry: Entry, path: String, from address: String) {
        guard path.utf8.count <= Self.maxPathBytes else { return }
        records.withLock { records in
            if records.count >= Self.maxEntries { records.removeFirst(Self.maxEntries / 4) }
            records.append(Record(address: address, path: path, entry: entry))
        }
    }

    /// The last time that somebody at this address went to this path.
    func last(path: String, from address: String) -> Entry? {
        records.withLock { $0.last { $0.path == path && $0.address == address }?.entry }
    }
}
