import NIOCore

/// Names to look at into changes.
extension WatchEngine {
    /// Events must not wait until many files are read.
    private static let filesInStep = 64
    private static let bytesInStep = 4 << 20

    mutating func lookAtDirty(at now: NIODeadline) {
        var bytes = 0
        for place in dirty.due(at: now, count: Self.filesInStep) where bytes < Self.bytesInStep {
            bytes += look(at: place, at: now)
        }
    }

    /// Gives how many bytes were read at most.
    private mutating func look(at place: Place, at now: NIODeadline) -> Int {
        var path = path(of: place)
        var state = FileState(path: path, followsLinks: false)
        if state?.kind == .link {
            let target = LinkTarget(link: path, root: realRoot)
            if target?.state.kind != .file { links.insertUnsteady(place) }
            if target?.state.kind == .file { follow(place, target?.path ?? path) }
            path = target?.path ?? path
            state = target?.state
        }
        switch state?.kind {
        case .file:
            let maxTextBytes = TextFiles.isText(place.name.text) ? TextFiles.maxBytes : -1
            switch reader.read(path, maxTextBytes: maxTextBytes) {
            case .content(let content): compare(place, content, at: now)
            case .changing: dirty.wasChanging(place, at: now)
            case .unreadable: dirty.wasUnreadable(place, at: now)
            case .absent: miss(place, at: now)
            }
        case .directory:
            lookAtDirectory(place, at: now)
            miss(place, at: now)
        case .link, .other, nil:
            if let id = tree[place.directory]?.directories[place.name], tree[id]?.watch != KnownDirectory.Watch.none {
                lookAtDirectory(place, at: now)
            }
            miss(place, at: now)
        }
        return state?.kind == .file ? min(state?.bytes ?? 0, FileReader.maxBytes) : 0
    }

    private mutating func miss(_ place: Place, at now: NIODeadline) {
        if tree[place] == nil {
            dirty.wasUnchanged(place)
        } else {
            dirty.wasFound(place, .deleted, at: now)
        }
    }

    private mutating func compare(_ place: Place, _ content: FileContent, at now: NIODeadline) {
        guard let known = tree[place] else {
            return tree[place.directory] == nil
                ? dirty.wasUnchanged(place) : dirty.wasFound(place, .content(content), at: now)
        }
        let isSame = known.version.map { $0 == content.version } ?? (known.state == content.state && !known.isDoubtful)
        guard isSame, !known.isNews else { return dirty.wasFound(place, .content(content), at: now) }
        keep(content, at: place)
        dirty.wasUnchanged(place)
    }

    private mutating func keep(_ content: FileContent, at place: Place) {
        let isDoubtful = !content.state.wouldShowChange(at: FileState.now())
        tree.setFile(KnownFile(state: content.state, version: content.version, isDoubtful: isDoubtful), at: place)
        texts.keep(content.text, of: place)
    }

    mutating func tellReady(at now: NIODeadline) {
        tellExhaustion()
        let batch = dirty.takeReady(at: now, isSearching: !searches.isEmpty)
        let told = NIODeadline.now()
        for (index, ready) in batch.enumerated() where tree[ready.place.directory] != nil {
            tell(ready, toldAt: told, withDiff: batch.count - index <= RecentDiffs.maxCount)
        }
    }

    private mutating func tell(_ ready: DirtyNames.Ready, toldAt: NIODeadline, withDiff: Bool) {
        let segments = tree.segments(of: ready.place)
        let known = tree[ready.place]
        let (kind, version, old) = (
            known == nil ? FileChange.Kind.created : .modified, ready.version, texts[ready.place]
        )
        sequence += 1
        if withDiff {
            let before = known == nil ? [] : old
            let after = ready.finding == .deleted ? [] : ready.text
            if let before, let after { diffs.insert(FileDiff(from: before, to: after), of: sequence) }
        }
        switch ready.finding {
        case .content(let content):
            keep(content, at: ready.place)
        case .deleted:
            texts.keep(nil, of: ready.place)
            tree.removeFile(at: ready.place)
        }
        tidings.changes.append(
            FileChange(
                sequence: sequence,
                segments: segments,
                kind: version == nil ? .deleted : kind,
                version: version,
                savedAt: ready.savedAt,
                toldAt: toldAt
            )
        )
    }
}

extension DirtyNames.Ready {
    fileprivate var version: ContentVersion? {
        if case .content(let content) = finding { content.version } else { nil }
    }

    fileprivate var text: [UInt8]? {
        if case .content(let content) = finding { content.text } else { nil }
    }
}
