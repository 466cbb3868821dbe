#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Where a symbolic link leads to, in the end.
struct LinkTarget: Equatable {
    let path: String
    let state: FileState

    /// `nil` where it leads nowhere or out of `root`, which is a path without links, and for a link that begins at the
    /// file system's root: the site does not follow those either.
    init?(link: String, root: String) {
        var first: UInt8 = 0
        guard readlink(link, &first, 1) == 1, first != UInt8(ascii: "/"), let path = Self.real(link),
            path.utf8.starts(with: (root + "/").utf8), let state = FileState(path: path, followsLinks: false)
        else { return nil }
        self.path = path
        self.state = state
    }

    /// The path without links.
    static func real(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(validatingCString: found)
    }
}
