/// A file as it was last seen.
struct KnownFile: Sendable {
    var state: FileState
    /// `nil` until it was read.
    var version: ContentVersion?
    /// It was looked at so soon after a change that another one might not show.
    var isDoubtful = false
    /// It changed so early that nobody knows what it was before.
    var isNews = false
}

/// A directory as it was last seen.
struct KnownDirectory: Sendable {
    enum Watch: Sendable {
        /// Not yet, or not any more, because it is gone.
        case none
        case events
        case polling
    }

    let parent: DirectoryID?
    let name: FileName
    let depth: Int
    /// Links on the way to it.
    let links: Int
    var state: FileState?
    var watch = Watch.none
    /// Of a file system that does not tell of all changes.
    var isSilent = false
    /// It could not be read the last time.
    var isUnread = false
    var isPolled: Bool { watch == .polling || isSilent || isUnread }
    var files: [FileName: KnownFile] = [:]
    var directories: [FileName: DirectoryID] = [:]
}

/// All that is known of the watched directory. Names are kept once, each in its directory.
struct KnownTree: Sendable {
    private(set) var directories: [DirectoryID: KnownDirectory] = [:]
    private(set) var nameCount = 0
    private var lastID: UInt32 = 100

    init() {
        directories[.root] = KnownDirectory(parent: nil, name: FileName(""), depth: 0, links: 0)
    }

    subscript(id: DirectoryID) -> KnownDirectory? {
        directories[id]
    }

    subscript(place: Place) -> KnownFile? {
        directories[place.directory]?.files[place.name]
    }

    mutating func newID() -> DirectoryID {
        lastID &+= 1
        return DirectoryID(number: lastID)
    }

    mutating func change(_ id: DirectoryID, _ body: (inout KnownDirectory) -> Void) {
        guard let index = directories.index(forKey: id) else { return }
        body(&directories.values[index])
    }

    /// The names from the watched directory on.
    func segments(of id: DirectoryID) -> [String] {
        var names: [String] = []
        var next = directories[id]
        while let directory = next, let parent = directory.parent {
            names.append(directory.name.text)
            next = directories[parent]
        }
        return names.reversed()
    }

    func segments(of place: Place) -> [String] {
        segments(of: place.directory) + [place.name.text]
    }

    func directory(at segments: some Sequence<String>) -> DirectoryID? {
        var id = DirectoryID.root
        for name in segments {
            guard let next = directories[id]?.directories[FileName(name)] else { return nil }
            id = next
        }
        return id
    }

    func place(of segments: [String]) -> Place? {
        guard let name = segments.last, let directory = directory(at: segments.dropLast()) else { return nil }
        return Place(directory: directory, name: FileName(name))
    }

    func place(ofDirectory id: DirectoryID) -> Place? {
        guard let directory = directories[id], let parent = directory.parent else { return nil }
        return Place(directory: parent, name: directory.name)
    }

    /// A directory and all that are below it, those above first.
    func subtree(of id: DirectoryID) -> [DirectoryID] {
        var all = [id]
        var next = 0
        while next < all.count {
            if let directory = directories[all[next]] { all += directory.directories.values }
            next += 1
        }
        return all
    }

    mutating func setFile(_ file: KnownFile, at place: Place) {
        var isNew = false
        change(place.directory) { isNew = $0.files.updateValue(file, forKey: place.name) == nil }
        if isNew { nameCount += 1 }
    }

    mutating func removeFile(at place: Place) {
        var wasThere = false
        change(place.directory) { wasThere = $0.files.removeValue(forKey: place.name) != nil }
        if wasThere { nameCount -= 1 }
        prune(place.directory)
    }

    mutating func addDirectory(at place: Place, isLink: Bool) -> DirectoryID? {
        guard let parent = directories[place.directory] else { return nil }
        let id = newID()
        directories[id] = KnownDirectory(
            parent: place.directory,
            name: place.name,
            depth: parent.depth + 1,
            links: parent.links + (isLink ? 1 : 0)
        )
        change(place.directory) { $0.directories[place.name] = id }
        nameCount += 1
        return id
    }

    /// Forgets a directory that is gone, and those above it that are, as soon as nothing in them is remembered.
    mutating func prune(_ id: DirectoryID) {
        var next = id
        while let directory = directories[next], let parent = directory.parent, directory.watch == .none,
            directory.files.isEmpty, directory.directories.isEmpty
        {
            directories[next] = nil
            change(parent) { $0.directories[directory.name] = nil }
            nameCount -= 1
            next = parent
        }
    }
}
