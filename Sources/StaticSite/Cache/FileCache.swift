import Synchronization

/// The files that are kept in memory, by the name that was found: at most so many bytes of them. The least used make room
/// (the clock algorithm: what was used since the hand last came by stays for another round).
final class FileCache: Sendable {
    fileprivate struct Place {
        let resource: Resource
        var bytes: Int
    }

    fileprivate struct Store {
        let maxBytes: Int
        let maxResources: Int
        var ring: [Place] = []
        /// Bytes and not strings: two spellings of a letter are two names.
        var places: [[UInt8]: Int] = [:]
        var hand = 0
        var bytes = 0
    }

    private let store: Mutex<Store>

    /// `maxResources` bounds what can be kept of tiny files, where the bytes are not the cost.
    init(maxBytes: Int, maxResources: Int = 65_536) {
        store = Mutex(Store(maxBytes: maxBytes, maxResources: maxResources))
    }

    func resource(of segments: [String]) -> Resource? {
        store.withLock { store in
            store.places[Self.key(segments)].map { store.ring[$0].resource }
        }
    }

    /// Keeps it instead of what was kept of its name. What is larger than all the room is
    /// not kept.
    func keep(_ resource: Resource) {
        let key = Self.key(resource.segments)
        store.withLock { $0.keep(resource, key) }
    }

    /// Counts a kept resource anew, because it has grown.
    func recount(_ resource: Resource) {
        let key = Self.key(resource.segments)
        store.withLock { store in
            // Another one may have taken its place by now.
            guard let place = store.places[key], store.ring[place].resource === resource else { return }
            store.keep(resource, key)
        }
    }

    func forEach(_ body: (Resource) -> Void) {
        for place in store.withLock(\.ring) { body(place.resource) }
    }

    var bytes: Int { store.withLock(\.bytes) }

    fileprivate static func key(_ segments: [String]) -> [UInt8] {
        Array(segments.joined(separator: "/").utf8)
    }
}

extension FileCache.Store {
    mutating func keep(_ resource: Resource, _ key: [UInt8]) {
        if let place = places[key] { remove(place, key) }
        let new = resource.bytesInMemory
        guard new <= maxBytes else { return }
        while bytes > maxBytes - new || ring.count >= maxResources { evictOne() }
        places[key] = ring.count
        ring.append(FileCache.Place(resource: resource, bytes: new))
        bytes += new
    }

    /// The last one takes its place.
    mutating func remove(_ place: Int, _ key: [UInt8]) {
        bytes -= ring[place].bytes
        places[key] = nil
        let last = ring.removeLast()
        guard place < ring.count else { return }
        ring[place] = last
        places[FileCache.key(last.resource.segments)] = place
    }

    /// There is at least one, and the second round finds one at the latest.
    mutating func evictOne() {
        for _ in 0..<(2 * ring.count) {
            if hand >= ring.count { hand = 0 }
            let resource = ring[hand].resource
            if !resource.takeUse() { return remove(hand, FileCache.key(resource.segments)) }
            hand += 1
        }
        if let last = ring.last { remove(ring.count - 1, FileCache.key(last.resource.segments)) }
    }
}
