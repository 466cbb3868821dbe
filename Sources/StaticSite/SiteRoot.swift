/// The directory that is served. What it opens is inside of it, however names and links are exchanged meanwhile.
package struct SiteRoot: Sendable {
    private let directory: Descriptor

    /// Fails when `path` is no directory that can be entered.
    package init(path: String) throws(SiteError) {
        directory = try Descriptor(lookingAtDirectory: path)
    }

    /// The file or directory of this name, for looking at: one call where no link is on the way, else a walk.
    func look(at segments: [String]) throws(SiteError) -> Descriptor {
        let path = segments.isEmpty ? "." : segments.joined(separator: "/")
        if let looked = try Descriptor.lookBeneath(directory, at: path) { return looked }
        return try LinkWalk(root: directory).look(at: segments)
    }
}
