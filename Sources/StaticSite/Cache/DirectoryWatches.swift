import Synchronization

/// One watch for each directory, shared by all resources in it: as long as a directory is unchanged nothing has come
/// beside a file that was not there. That spares a look for every name that could be there.
final class DirectoryWatches: Sendable {
    private let root: SiteRoot
    private let maxWatches: Int
    private let watches = Mutex<[[UInt8]: Watch]>([:])

    /// `maxWatches` bounds the open descriptors, one for each; a site with more directories only looks more often.
    init(root: SiteRoot, maxWatches: Int = 256) {
        self.root = root
        self.maxWatches = maxWatches
    }

    /// `nil` where the directory's time cannot be relied on, because it changed so lately that one more change might not
    /// show, and where enough directories are watched.
    func watch(of segments: [String]) -> Watch? {
        let key = Array(segments.joined(separator: "/").utf8)
        let moment = root.moment
        if let known = watches.withLock({ $0[key] }) {
            if known.holds(in: root, at: Watch.clock()) { return known }
            watches.withLock { $0[key] = nil }
        }
        guard let looked = try? root.look(at: segments), let version = try? looked.status().version,
            version.hasSettled(at: .now)
        else { return nil }
        let watch = Watch(directory: looked, segments, version, checked: moment)
        return watches.withLock { watches in
            guard watches.count < maxWatches || watches[key] != nil else { return nil }
            watches[key] = watch
            return watch
        }
    }
}
