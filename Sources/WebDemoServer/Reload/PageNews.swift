import LiveReload

/// Changes into what a page is told of them.
extension ReloadPage {
    /// Of each file the last change; none that was told before the page asked for the file. With `whenever` these, too.
    func concerns(_ changes: [NamedChange], whenever: Bool = false) -> [ReloadMessage.Change] {
        var told: [String: ReloadMessage.Change] = [:]
        for named in changes {
            let change = named.change
            guard let (url, isDocument, asked) = concern(named), whenever || change.toldAt > asked else { continue }
            told[url] = ReloadMessage.Change(
                seq: change.sequence,
                url: url,
                kind: change.kind.rawValue,
                document: isDocument,
                version: change.version?.text
            )
        }
        return told.values.sorted { $0.seq < $1.seq }
    }

    /// What it has not heard of, whichever way that can be found out. `boot` is this run of the server.
    func missed(
        _ since: PageMessage.Since?,
        in boot: String,
        _ versions: FileVersions,
        _ log: ChangeLog
    ) -> [ReloadMessage.Change] {
        guard let since else { return concerns(log.changes(toldAfter: began).named) }
        // From here on the page's clock does not count: it may have stood still while the device slept.
        if since.boot == boot, let changes = log.changes(after: since.seq) {
            return concerns(changes.named, whenever: true)
        }
        // It speaks of another run, or of long ago: what it has is compared with what there is, and with what has come
        // since that was looked at.
        let news = concerns(log.last(.max).named, whenever: true)
        let urls = Set(news.map(\.url))
        let newer = news.filter { $0.version == nil || $0.version != versions.known[$0.url]?.text }
        return newer
            + versions.differing.filter { !urls.contains($0.url) }.map { file in
                ReloadMessage.Change(
                    seq: log.latest,
                    url: file.url,
                    kind: (file.version == nil ? FileChange.Kind.deleted : .modified).rawValue,
                    document: file.isDocument,
                    version: file.version?.text
                )
            }
    }
}

/// A change with its file's name in one piece, which is made once for all pages.
struct NamedChange: Sendable {
    let change: FileChange
    let file: String
}

extension Sequence<FileChange> {
    var named: [NamedChange] { map { NamedChange(change: $0, file: $0.file) } }
}
