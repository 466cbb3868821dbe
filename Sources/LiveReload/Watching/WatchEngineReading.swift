import NIOCore

/// Hashes of files that did not change yet, so that a first save without a change is known as one.
extension WatchEngine {
    /// Larger files are read when they change.
    private static let maxFileBytes = 8 << 20
    /// Events must not wait for more than this.
    private static let filesInStep = 64
    private static let bytesInStep = 2 << 20

    mutating func readSome() {
        if unreadFiles.isEmpty, let id = unread.popLast(), let directory = tree[id] {
            unreadFiles = directory.files.keys.map { Place(directory: id, name: $0) }
        }
        var (files, bytes) = (0, 0)
        while files < Self.filesInStep, bytes < Self.bytesInStep, let place = unreadFiles.popLast() {
            guard let file = tree[place], file.version == nil, file.state.bytes <= min(Self.maxFileBytes, unreadBytes)
            else { continue }
            unreadBytes -= file.state.bytes
            files += 1
            bytes += file.state.bytes
            let (path, maxTextBytes) = reading(of: place)
            if case .content(let content) = reader.read(path, maxTextBytes: maxTextBytes) { learn(content, of: place) }
        }
        if !isReading { unreadFiles = [] }
    }

    var isReading: Bool { !unread.isEmpty || !unreadFiles.isEmpty }

    private func reading(of place: Place) -> (path: String, maxTextBytes: Int) {
        (path(of: place), TextFiles.isText(place.name.text) ? TextFiles.maxBytes : -1)
    }

    /// The version if it is known, else what is to be read for it; nothing where no such file is watched.
    func knowledge(of segments: [String]) -> (version: ContentVersion?, reading: (path: String, maxTextBytes: Int)?) {
        if let place = tree.place(of: segments), let file = tree[place] {
            return (file.version, file.version == nil ? reading(of: place) : nil)
        }
        // It may not be found yet.
        guard isStarting, let name = segments.last, !isHidden(segments) else { return (nil, nil) }
        let path = ([rootPath.text] + segments).joined(separator: "/")
        guard LinkTarget.real(path)?.utf8.starts(with: (realRoot + "/").utf8) == true else { return (nil, nil) }
        return (nil, (path, TextFiles.isText(name) ? TextFiles.maxBytes : -1))
    }

    private func isHidden(_ segments: [String]) -> Bool {
        segments.indices.contains { index in
            options.ignored.ignores(Array(segments[...index]), isDirectory: index < segments.count - 1)
        }
    }

    /// Where what was read is what is known, and nothing has happened to it since.
    mutating func learn(_ content: FileContent, of place: Place) {
        guard var known = tree[place], known.version == nil, known.state == content.state, !dirty.contains(place) else {
            return
        }
        known.version = content.version
        known.isDoubtful = !content.state.wouldShowChange(at: FileState.now())
        tree.setFile(known, at: place)
        texts.keep(content.text, of: place)
    }
}
