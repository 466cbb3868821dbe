/// Directories of the site into listings.
extension SiteRoot {
    /// What can be asked for in a directory that was looked at: hidden names are absent, `.well-known` too, which is for
    /// programs that know what they look for; so are devices, FIFOs and sockets. A link is what it leads to, and absent
    /// where it leads nowhere or out of the site.
    ///
    /// `path` must be the directory's. Throws `.forbidden` for a directory that may be passed through but not read.
    package func listing(of directory: Descriptor, path: RequestPath) throws(SiteError) -> DirectoryListing {
        var entries: [DirectoryListing.Entry] = []
        var names = try directory.names()
        while let name = try names.next() {
            guard let name = Self.listed(name), !RequestPath.isHidden(name, depth: path.segments.count),
                let entry = entry(name, in: directory, path: path)
            else { continue }
            guard entries.count < DirectoryListing.maxEntries else {
                return DirectoryListing(path: path, entries: entries, isTruncated: true)
            }
            entries.append(entry)
        }
        return DirectoryListing(path: path, entries: entries, isTruncated: names.isCutShort)
    }

    private static func listed(_ bytes: [UInt8]) -> String? {
        guard RequestPath.canName(bytes), bytes.first != UInt8(ascii: ".") else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    /// `nil` for what cannot be asked for, and for what was deleted since its name was read.
    private func entry(_ name: String, in directory: Descriptor, path: RequestPath) -> DirectoryListing.Entry? {
        guard var status = try? directory.status(of: name) else { return nil }
        if status.kind == .link {
            guard let target = try? look(at: path.segments + [name]).status() else { return nil }
            status = target
        }
        let modified = status.version.modified
        return switch status.kind {
        case .file(let bytes):
            DirectoryListing.Entry(name: name, isDirectory: false, bytes: bytes, modified: modified)
        case .directory:
            DirectoryListing.Entry(name: name, isDirectory: true, bytes: 0, modified: modified)
        case .link, .other:
            nil
        }
    }
}
