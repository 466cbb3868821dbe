/// Symbolic links, and where they lead to: a link is changed when its target is.
struct WatchedLinks: Sendable {
    /// Bounds the work after each rearrangement.
    private static let maxCount = 10_000

    /// Links to directories, and those that lead nowhere at the moment.
    private(set) var unsteady: Set<Place> = []
    private var directories: [String: DirectoryID] = [:]
    private(set) var placeCount = 0
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

    var hasRoom: Bool { placeCount < Self.maxCount }

    /// Whether the link is followed from now on: `false` where there are too many.
    mutating func follow(_ place: Place, to name: FileName, in directory: DirectoryID, path: String) -> Bool {
        if followers[directory]?[name]?.contains(place) == true { return true }
        guard hasRoom else { return false }
        directories[path] = directory
        followers[directory, default: [:]][name, default: []].insert(place)
        placeCount += 1
        return true
    }

    mutating func forget(_ directory: DirectoryID) {
        placeCount -= followers.removeValue(forKey: directory)?.values.reduce(0) { $0 + $1.count } ?? 0
        directories = directories.filter { $0.value != directory }
    }

    /// Forgets the links in directories that are gone; gives the directories that need not be watched for them any more.
    mutating func forgetPlaces(in gone: Set<DirectoryID>) -> [DirectoryID] {
        unsteady = unsteady.filter { !gone.contains($0.directory) }
        guard placeCount > 0 else { return [] }
        for (directory, names) in followers {
            let left = names.mapValues { $0.filter { !gone.contains($0.directory) } }
            followers[directory] = left.filter { !$0.value.isEmpty }
        }
        placeCount = followers.values.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.count } }
        let unused = followers.filter { $0.value.isEmpty }.map(\.key)
        unused.forEach { forget($0) }
        return unused
    }
}
