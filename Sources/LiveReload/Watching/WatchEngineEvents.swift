import NIOCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Events into names to look at.
extension WatchEngine {
    private static let retryPeriod = TimeAmount.seconds(10)
    private static let rootPeriod = TimeAmount.milliseconds(100)

    func makeSource() -> (any EventSource)? {
        if options.pollsOnly { return nil }
        #if os(Linux)
        return Inotify(maxWatches: options.maxWatches)
        #elseif canImport(Darwin)
        guard let events = TreeEvents(root: realRoot) else { return nil }
        return PathPipeSource(descriptor: events.descriptor, owner: events, root: realRoot)
        #else
        return nil
        #endif
    }

    mutating func takeEvents(at now: NIODeadline) {
        for event in source?.events(at: now) ?? [] { take(event, at: now) }
        // What was not found yet would seem new.
        let polled = isStarting ? [] : polling.events(at: now)
        guard !polled.isEmpty else { return }
        let start = NIODeadline.now()
        for event in polled { take(event, at: now) }
        polling.tookTime(.now() - start, at: now)
    }

    mutating func take(_ event: WatchEvent, at now: NIODeadline) {
        switch event {
        case .file(let id, let name, _) where id.isAboveRoot, .directory(let id, let name) where id.isAboveRoot:
            if leadsToRoot(name, in: id) { lookAtRoot(at: now) }
        case .file(let id, let name, let event):
            if let followers = links.followers(in: id) {
                for place in followers[name] ?? [] { note(place, event, at: now) }
            } else {
                takeFile(Place(directory: id, name: name), event, at: now)
            }
        case .directory(let id, let name):
            if links.followers(in: id) == nil { takeDirectory(Place(directory: id, name: name), at: now) }
        case .contents(let id):
            if tree[id] != nil { search(id, .again(descends: false), at: now) }
        case .ended(let id):
            takeEnd(of: id, at: now)
        case .anything:
            takeAnything(at: now)
        case .lost:
            trouble(.overflow, [])
            takeAnything(at: now)
        }
    }

    private mutating func takeAnything(at now: NIODeadline) {
        tidings.touched.append([])
        dirty.doubtAll(at: now)
        lookAtRoot(at: now)
    }

    private mutating func takeFile(_ place: Place, _ event: FileEvent, at now: NIODeadline) {
        guard tree[place.directory] != nil, !isIgnored(place, isDirectory: false) else { return }
        note(place, event, at: now)
    }

    private mutating func takeDirectory(_ place: Place, at now: NIODeadline) {
        guard tree[place.directory] != nil, !isIgnored(place, isDirectory: true) else { return }
        let segments = tree.segments(of: place)
        if tidings.touched.last != segments { tidings.touched.append(segments) }
        lookAtDirectory(place, at: now)
    }

    private mutating func takeEnd(of id: DirectoryID, at now: NIODeadline) {
        source?.unwatch(id)
        if let followers = links.followers(in: id) {
            links.forget(id)
            for place in followers.values.joined() { note(place, .whole, at: now) }
            return
        }
        // The event may be of the directory that was here before: the one that is here now is watched anew.
        tree.change(id) { if $0.watch == .events { $0.watch = .none } }
        if id == .root || id.isAboveRoot {
            lookAtRoot(at: now)
        } else if let place = tree.place(ofDirectory: id) {
            lookAtDirectory(place, at: now)
        }
    }

    /// What is due whether or not an event came.
    mutating func lookAgain(at now: NIODeadline) {
        if let due = rootDue, due <= now { lookAtRoot(at: now) }
        if let due = retryDue, due <= now { retryWatching(at: now) }
        guard isRearranged, searches.isEmpty else { return }
        isRearranged = false
        for place in links.unsteady { lookAtLink(place, at: now) }
    }

    mutating func watchAboveRoot() {
        // Whoever holds the directory open, as the server does, keeps the kernel from telling that it was deleted, and
        // a directory is not told that one further above got another name.
        for (level, above) in rootPath.above.enumerated() {
            try? source?.watch(.aboveRoot(level), path: above.path)
        }
    }

    private func leadsToRoot(_ name: FileName, in id: DirectoryID) -> Bool {
        guard let level = id.levelAbove, rootPath.above.indices.contains(level) else { return false }
        return rootPath.above[level].name == name
    }

    /// The watched directory may be gone, back, or another one by now.
    mutating func lookAtRoot(at now: NIODeadline) {
        // First, so that what comes after the look is told.
        watchAboveRoot()
        guard let state = FileState(path: rootPath.text, followsLinks: true), state.kind == .directory else {
            if rootDue == nil { vanish(.root, at: now) }
            rootDue = now + Self.rootPeriod
            return
        }
        rootDue = nil
        realRoot = LinkTarget.real(rootPath.text) ?? realRoot
        if let known = tree[.root], known.watch != .none, known.state?.isSameDirectory(as: state) == true {
            searches.append((.root, .again(descends: true)))
            return
        }
        vanish(.root, at: now)
        watch(.root, state, at: now)
        searches.append((.root, .again(descends: true)))
    }

    /// Somebody may have followed the advice, or closed another program.
    private mutating func retryWatching(at now: NIODeadline) {
        var isDone = true
        retryDue = now + Self.retryPeriod
        for id in polling.watched where tree[id]?.watch == .polling {
            let path = path(of: id)
            do {
                try source?.watch(id, path: path)
            } catch .noWatchesLeft {
                return
            } catch {
                isDone = false
                continue
            }
            tree.change(id) { $0.watch = .events }
            if tree[id]?.isPolled != true { polling.unwatch(id) }
            searches.append((id, .again(descends: false)))
        }
        if isDone { retryDue = nil }
    }

    mutating func retryLater(_ now: NIODeadline) {
        if retryDue == nil, source != nil { retryDue = now + Self.retryPeriod }
    }
}
