/// Follows a path name by name, links included, without ever leaving the root: for the paths that the kernel did not
/// resolve in one call, because a link is on the way or because it has no `openat2`.
///
/// Every directory on the way is held open, and `..` in a link goes back to the one that is held, never to the parent
/// that the file system knows by then. A name in a link obeys the same rules as a name in a request: no hidden files.
struct LinkWalk {
    /// As many links as the Linux kernel follows: bounds the work that a circle of links can cause.
    private static let maxLinks = 40

    private let root: Descriptor
    /// The directories from below the root to where the walk is.
    private var held: [Descriptor] = []

    init(root: Descriptor) {
        self.root = root
    }

    func look(at segments: [String]) throws(SiteError) -> Descriptor {
        var walk = self
        var links = 0
        var ahead = Array(segments.reversed())
        while let name = ahead.popLast() {
            if let target = try walk.step(name, isLast: ahead.isEmpty) {
                links += 1
                guard links <= Self.maxLinks else { throw .notFound }
                guard target.utf8.first != UInt8(ascii: "/") else { throw .absoluteLink(target) }
                ahead += names(in: target).reversed()
            }
        }
        return walk.here
    }

    /// The names that a link's text is made of. Bytes decide and not characters, because a mark that joins with a slash
    /// would hide it; a slash at the end asks for a directory, as `/.` does.
    private func names(in target: String) -> [String] {
        let slash = UInt8(ascii: "/")
        let names = target.utf8.split(separator: slash).map { String(Substring($0)) }
        return target.utf8.last == slash ? names + ["."] : names
    }

    private var here: Descriptor { held.last ?? root }

    /// Goes on by one name; when that is a link, stays, and tells where the link points to.
    private mutating func step(_ name: String, isLast: Bool) throws(SiteError) -> String? {
        switch name {
        case ".":
            break
        case "..":
            guard held.popLast() != nil else { throw .notFound }
        default:
            guard !RequestPath.isHidden(name, depth: held.count) else { throw .notFound }
            if let target = try here.linkTarget(of: name) { return target }
            let next = try Descriptor(lookingAt: name, in: here, mustBeDirectory: !isLast)
            // A link that took the name's place just now is opened as itself.
            guard try next.kind() != .link else { throw .notFound }
            held.append(next)
        }
        return nil
    }
}
