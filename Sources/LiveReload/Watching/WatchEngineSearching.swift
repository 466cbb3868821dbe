import NIOCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Directories into the files and directories in them.
extension WatchEngine {
    /// Events must not wait until a large tree is read.
    private static let directoriesInStep = 16
    /// Who copies a file may set its time, but seldom to what it was long ago before the copy is whole.
    private static let age: Int64 = 1_000_000_000
    /// Bounds how often links that lead to each other are followed.
    private static let maxLinks = 4

    mutating func searchSome(at now: NIODeadline) {
        var count = 0
        while count < Self.directoriesInStep, let (id, search) = searches.popLast() {
            count += 1
            self.search(id, search, at: now)
        }
        if searches.isEmpty, isStarting {
            isStarting = false
            unread = Array(tree.directories.keys)
        }
    }

    mutating func search(_ id: DirectoryID, _ search: Search, at now: NIODeadline) {
        guard let directory = tree[id], directory.watch != .none else { return }
        var found: [(name: FileName, state: FileState)] = []
        let segments = tree.segments(of: id)
        let failure = options.readFailure?(segments)
        guard failure == nil, DirectoryReader.read(path(of: id), { found.append(($0, $1)) }) != nil else {
            return lookAfterFailure(id, failure ?? errno, at: now)
        }
        if directory.isUnread { wasRead(id) }
        for (name, state) in found where state.kind != .other {
            guard !options.ignored.ignores(segments + [name.text], isDirectory: state.kind == .directory) else {
                continue
            }
            let place = Place(directory: id, name: name)
            switch state.kind {
            case .file: foundFile(place, state, search, at: now)
            case .directory: foundDirectory(place, state, isLink: false, search, at: now)
            case .link: foundLink(place, search, at: now)
            case .other: break
            }
        }
        if case .again = search { miss(in: directory, id, Set(found.map(\.name)), at: now) }
    }

    private mutating func lookAfterFailure(_ id: DirectoryID, _ code: CInt, at now: NIODeadline) {
        guard Absence.isSaid(by: code) else {
            // It is there: to look at once again would be to look without end.
            trouble(.unreadable, tree.segments(of: id))
            tree.change(id) { $0.isUnread = true }
            return polling.watch(id)
        }
        if id == .root {
            if rootDue == nil { lookAtRoot(at: now) }
        } else if let place = tree.place(ofDirectory: id) {
            lookAtDirectory(place, at: now)
        }
    }

    private mutating func wasRead(_ id: DirectoryID) {
        tree.change(id) { $0.isUnread = false }
        if tree[id]?.isPolled != true { polling.unwatch(id) }
    }

    /// Known names that were not found.
    private mutating func miss(
        in directory: KnownDirectory,
        _ id: DirectoryID,
        _ found: Set<FileName>,
        at now: NIODeadline
    ) {
        for name in directory.files.keys where !found.contains(name) {
            let place = Place(directory: id, name: name)
            if !dirty.contains(place) { note(place, .whole, at: now) }
        }
        for name in directory.directories.keys where !found.contains(name) {
            lookAtDirectory(Place(directory: id, name: name), at: now)
        }
    }

    private mutating func foundFile(_ place: Place, _ state: FileState, _ search: Search, at now: NIODeadline) {
        let time = FileState.now()
        if case .first = search, tree[place] == nil {
            guard hasRoom(for: place) else { return }
            var file = KnownFile(state: state, isDoubtful: !state.wouldShowChange(at: time))
            file.isNews = state.changed > fence
            tree.setFile(file, at: place)
            if file.isNews { note(place, .written, at: now) }
            return
        }
        // Nobody can say whether the content is another before it was read once.
        if let known = tree[place], known.state == state, !known.isDoubtful || known.version == nil { return }
        guard !dirty.contains(place), hasRoom(for: place) else { return }
        note(place, state.modified < time - Self.age ? .whole : .written, at: now)
    }

    private mutating func foundLink(_ place: Place, _ search: Search, at now: NIODeadline) {
        guard let target = LinkTarget(link: path(of: place), root: realRoot) else {
            links.insertUnsteady(place)
            return
        }
        switch target.state.kind {
        case .file:
            follow(place, target.path)
            foundFile(place, target.state, search, at: now)
        case .directory:
            links.insertUnsteady(place)
            foundDirectory(place, target.state, isLink: true, search, at: now)
        case .link, .other:
            break
        }
    }

    private mutating func foundDirectory(
        _ place: Place,
        _ state: FileState,
        isLink: Bool,
        _ search: Search,
        at now: NIODeadline
    ) {
        if let id = tree[place.directory]?.directories[place.name], let known = tree[id] {
            if known.watch == .none || known.state?.isSameDirectory(as: state) != true {
                lookAtDirectory(place, at: now)
            } else if case .again(descends: true) = search {
                searches.append((id, search))
            }
        } else {
            enter(place, state, isLink: isLink, search, at: now)
        }
    }

    /// A directory that was not known.
    mutating func enter(_ place: Place, _ state: FileState, isLink: Bool, _ search: Search, at now: NIODeadline) {
        guard mayEnter(place, state, isLink: isLink), hasRoom(for: place),
            let id = tree.addDirectory(at: place, isLink: isLink)
        else { return }
        watch(id, state, at: now)
        searches.append((id, search))
    }

    private mutating func mayEnter(_ place: Place, _ state: FileState, isLink: Bool) -> Bool {
        guard let parent = tree[place.directory] else { return false }
        guard parent.depth < options.maxDepth else {
            trouble(.tooDeep(limit: options.maxDepth), tree.segments(of: place.directory))
            return false
        }
        guard isLink else { return true }
        guard parent.links < Self.maxLinks else { return false }
        var next: KnownDirectory? = parent
        while let directory = next {
            if directory.state?.isSameDirectory(as: state) == true { return false }
            next = directory.parent.flatMap { tree[$0] }
        }
        return true
    }

    private mutating func hasRoom(for place: Place) -> Bool {
        if tree[place] != nil || tree.nameCount < options.maxNames { return true }
        trouble(.tooManyNames(limit: options.maxNames), [])
        return false
    }
}
