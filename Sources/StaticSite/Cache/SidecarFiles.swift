/// The coded files beside a file: `app.js.br` beside `app.js`, where it is not older (`gzip -k` gives it the same time).
struct SidecarFiles {
    private(set) var files: [(coding: ContentCoding, looked: Descriptor)] = []
    /// All that must still hold, beside the directory, for these to be the ones.
    private(set) var watches: [Watch] = []
    /// Of the directory that all of them are in.
    let directory: Watch?

    init(of segments: [String], _ version: FileVersion, directories: DirectoryWatches, root: SiteRoot) {
        let path = Array(segments.dropLast())
        let moment = root.moment
        // Asked for before the looks: what comes later changes the directory.
        directory = directories.watch(of: path)
        guard let name = segments.last else { return }
        for coding in ContentCoding.allCases {
            let sidecar = path + [name + coding.fileExtension]
            guard let looked = try? root.look(at: sidecar), let found = try? looked.status() else {
                if directory == nil { watches.append(Watch(sidecar, nil, checked: moment)) }
                continue
            }
            watches.append(Watch(sidecar, found.version, in: directory, checked: moment))
            if case .file = found.kind, found.version.modified >= version.modified { files.append((coding, looked)) }
        }
    }
}
