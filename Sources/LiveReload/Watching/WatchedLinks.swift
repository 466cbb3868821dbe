/// Symbolic links, and where they lead to: a link is changed when its target is.
struct WatchedLinks: Sendable {
    /// Bounds the work after each rearrangement.
    private static let maxCount = 10_000

    /// Links to directories, and those that lead nowhere at the moment.
    private(set) var unsteady: Set<Place> = []
    private var directories: [String: DirectoryID] = [:]
    private var followers: [DirectoryID: [FileName: Set<Place>]] = [:]

    mutating func insertUnsteady(_ place: Place) {
        if unsteady.count < Self.maxCount { unsteady.insert(place) }
    }

    mutating func removeUnsteady(_ place: Place) {
        unsteady.remove(place)
    }

    /// The links that are followed in a directory, which is none of the tree; `nil` where it is one of the tree.
    func followers(in directory: DirectoryID) -> [FileName: Set<Place>]? {
        followers[directory]
    }

    /// The directory that targets are in, if one is watched already.
    func directory(_ path: String) -> DirectoryID? {
        directories[path]
    }

    mutating func follow(_ place: Place, to name: FileName, in directory: DirectoryID, path: String) {
        directories[path] = directory
        guard followers[directory, default: [:]].count < Self.maxCount else { return }
        followers[directory, default: [:]][name, default: []].insert(place)
    }

    mutating func forget(_ directory: DirectoryID) {
        followers[directory] = nil
        directories = directories.filter { $0.value != directory }
    }
}
