import NIOCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Directories that come, go, or are others: which of them are watched, and how.
extension WatchEngine {
    /// Starts to watch a directory that is known and not watched.
    mutating func watch(_ id: DirectoryID, _ state: FileState, at now: NIODeadline) {
        isRearranged = true
        let parent = tree[id]?.parent.flatMap { tree[$0] }
        var isSilent = parent?.isSilent ?? false
        if parent == nil || parent?.state?.device != state.device { isSilent = looksSilent(id) }
        let path = path(of: id)
        var watch = KnownDirectory.Watch.events
        do {
            guard source != nil else { throw WatchFailure.noWatchesLeft }
            try source?.watch(id, path: path)
            if isSilent == false, isDoubtful(id, parent, state) { isSilent = !provesTelling(id, path, at: now) }
        } catch WatchFailure.noWatchesLeft {
            watch = .polling
            reportExhaustion(tree.segments(of: id))
            retryLater(now)
        } catch {
            // It is gone again, or may not be read: then nobody can ask for what is in it.
            if errno == EACCES { trouble(.unreadable, tree.segments(of: id)) }
            watch = .polling
            retryLater(now)
        }
        if watch == .polling || isSilent { polling.watch(id) }
        tree.change(id) { ($0.state, $0.watch, $0.isSilent) = (state, watch, isSilent) }
    }

    private mutating func unwatch(_ id: DirectoryID) {
        guard let directory = tree[id], directory.watch != .none else { return }
        source?.unwatch(id)
        if directory.isPolled { polling.unwatch(id) }
        tree.change(id) { ($0.watch, $0.isUnread) = (.none, false) }
    }

    /// A directory is gone, with all that is in it, or not the same any more.
    mutating func vanish(_ id: DirectoryID, at now: NIODeadline) {
        isRearranged = true
        let all = tree.subtree(of: id)
        tidings.touched.append(tree.segments(of: id))
        for id in all {
            unwatch(id)
            guard let files = tree[id]?.files.keys else { continue }
            for name in files { dirty.noted(Place(directory: id, name: name), .whole, at: now) }
        }
        for id in links.forgetPlaces(in: Set(all)) { source?.unwatch(id) }
        for id in all.reversed() { tree.prune(id) }
    }

    /// Something happened to a directory, or to what is one now.
    mutating func lookAtDirectory(_ place: Place, at now: NIODeadline) {
        let path = path(of: place)
        let known = tree[place.directory]?.directories[place.name]
        var state = FileState(path: path, followsLinks: false)
        let isLink = state?.kind == .link
        if isLink { state = LinkTarget(link: path, root: realRoot)?.state }
        guard let state, state.kind == .directory else {
            if let known, tree[known]?.watch != KnownDirectory.Watch.none { vanish(known, at: now) }
            return
        }
        guard let known, let directory = tree[known] else {
            return enter(place, state, isLink: isLink, .again(descends: true), at: now)
        }
        if directory.watch != .none, directory.state?.isSameDirectory(as: state) == true {
            searches.append((known, .again(descends: false)))
            return
        }
        vanish(known, at: now)
        if tree[known] == nil {
            enter(place, state, isLink: isLink, .again(descends: true), at: now)
        } else {
            watch(known, state, at: now)
            searches.append((known, .again(descends: true)))
        }
    }

    /// Looks where a link leads to that did not lead to a file before.
    mutating func lookAtLink(_ place: Place, at now: NIODeadline) {
        let path = path(of: place)
        guard tree[place.directory] != nil, FileState(path: path, followsLinks: false)?.kind == .link else {
            return links.removeUnsteady(place)
        }
        let target = LinkTarget(link: path, root: realRoot)?.state
        let known = tree[place.directory]?.directories[place.name].flatMap { tree[$0] }
        let isWatched = known.map { $0.watch != .none } ?? false
        switch target?.kind {
        case .file: note(place, .whole, at: now)
        case .directory:
            let isSame = isWatched && known?.state?.inode == target?.inode && known?.state?.device == target?.device
            if !isSame { lookAtDirectory(place, at: now) }
        case nil where isWatched: lookAtDirectory(place, at: now)
        case .link, .other, nil: break
        }
    }

    /// Looks at the target's directory on behalf of a link to a file.
    mutating func follow(_ place: Place, _ target: String) {
        let names = target.utf8.split(separator: UInt8(ascii: "/"))
        guard let name = names.last.flatMap({ FileName($0) }) else { return }
        let parent = "/" + names.dropLast().map { String(Substring($0)) }.joined(separator: "/")
        let id = links.directory(parent) ?? tree.newID()
        let isWatched = links.directory(parent) != nil || links.hasRoom && (try? source?.watch(id, path: parent)) != nil
        if isWatched, links.follow(place, to: name, in: id, path: parent) { return }
        // Then the link is looked at, and so is its target.
        if tree[place.directory]?.watch == .events, tree[place.directory]?.isSilent == false {
            tree.change(place.directory) { $0.isSilent = true }
            polling.watch(place.directory)
        }
    }
}
