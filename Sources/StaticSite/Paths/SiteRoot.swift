import Synchronization

/// The directory that is served. What it opens is inside of it, however names and links are exchanged meanwhile.
package final class SiteRoot: Sendable {
    /// Chosen by who started the server, so it may be followed wherever it leads.
    private let path: String
    private let state: Mutex<State>

    private struct State {
        var directory: Descriptor
        var checked: UInt64
    }

    /// Fails when `path` is no directory.
    package init(path: String) throws(SiteError) {
        self.path = path
        let moment = Watch.clock()
        state = Mutex(State(directory: try Descriptor(lookingAtDirectory: path), checked: moment))
    }

    /// The file or directory of this name, for looking at: one call where no link is on the way, else a walk.
    func look(at segments: [String]) throws(SiteError) -> Descriptor {
        let directory = current().directory
        let path = segments.isEmpty ? "." : segments.joined(separator: "/")
        if let looked = try Descriptor.lookBeneath(directory, at: path) { return looked }
        return try LinkWalk(root: directory).look(at: segments)
    }

    /// The state of what has this name.
    func version(of segments: [String]) throws(SiteError) -> FileVersion {
        try look(at: segments).status().version
    }

    /// When was seen what a look that is made now relies on, by `Watch.clock`.
    var moment: UInt64 { current().checked }

    /// The directory that has the path now: build tools delete theirs and make it anew.
    private func current() -> State {
        let now = Watch.clock()
        return state.withLock { state in
            guard now < state.checked || now - state.checked >= Watch.trust else { return state }
            state.checked = now
            if !state.directory.isStill(at: path), let anew = try? Descriptor(lookingAtDirectory: path) {
                state.directory = anew
            }
            return state
        }
    }
}
