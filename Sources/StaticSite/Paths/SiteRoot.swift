import Synchronization

/// The directory that is served. What it opens is inside of it, however names and links are exchanged meanwhile.
package final class SiteRoot: Sendable {
    /// Chosen by who started the server, so it may be followed wherever it leads.
    private let path: String
    private let directory: Mutex<Descriptor>

    /// Fails when `path` is no directory.
    package init(path: String) throws(SiteError) {
        self.path = path
        directory = Mutex(try Descriptor(lookingAtDirectory: path))
    }

    /// The file or directory of this name, for looking at: one call where no link is on the way, else a walk.
    func look(at segments: [String]) throws(SiteError) -> Descriptor {
        let directory = current()
        let path = segments.isEmpty ? "." : segments.joined(separator: "/")
        if let looked = try Descriptor.lookBeneath(directory, at: path) { return looked }
        return try LinkWalk(root: directory).look(at: segments)
    }

    /// The directory that has the path now: build tools delete theirs and make it anew.
    private func current() -> Descriptor {
        directory.withLock { directory in
            if !directory.isStill(at: path), let anew = try? Descriptor(lookingAtDirectory: path) { directory = anew }
            return directory
        }
    }
}
