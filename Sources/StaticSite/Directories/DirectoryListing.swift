/// What is in a directory of the site, as far as a request could ask for it.
package struct DirectoryListing: Equatable, Sendable {
    package struct Entry: Equatable, Sendable {
        package var name: String
        package var isDirectory: Bool
        /// Of a file; 0 for a directory.
        package var bytes: Int
        package var modified: FileTime

        package init(name: String, isDirectory: Bool, bytes: Int, modified: FileTime) {
            self.name = name
            self.isDirectory = isDirectory
            self.bytes = bytes
            self.modified = modified
        }
    }

    /// Bounds the page that one request makes the server write, and the browser show.
    package static let maxEntries = 10_000

    package let path: RequestPath
    /// Directories first, then by name.
    package let entries: [Entry]
    /// Whether there is more in the directory than is listed. Which part of it is listed, the file system decides.
    package let isTruncated: Bool

    package init(path: RequestPath, entries: [Entry], isTruncated: Bool = false) {
        self.path = path
        self.entries = entries.sorted { one, other in
            one.isDirectory == other.isDirectory
                ? NaturalOrder.isBefore(one.name, other.name) : one.isDirectory
        }
        self.isTruncated = isTruncated
    }
}
