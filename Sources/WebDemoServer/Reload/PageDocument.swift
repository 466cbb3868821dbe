import LiveReload
import StaticSite

/// Which files decide what a page's address answers: the first of them that is there.
struct PageDocument: Sendable {
    let candidates: [[String]]
    /// Of each candidate; told by who has looked, and by changes since then.
    private var isThere: [Bool]
    /// Of a page that lists what is in it, where no candidate is there.
    private let listed: [String]?

    /// `nil` where the address is none of this site.
    init?(url: String, options: SiteOptions) {
        guard let path = try? RequestPath(target: url) else { return nil }
        var candidates = Self.named(by: path, options)
        listed = path.namesDirectory && options.showsListings ? path.segments : nil
        if listed == nil {
            if let fallback = options.fallback { candidates.append(fallback.segments) }
            candidates.append(["404.html"])
        }
        self.candidates = candidates
        isThere = candidates.map { _ in false }
    }

    /// The files that a path may mean, the first of them that is there.
    static func named(by path: RequestPath, _ options: SiteOptions) -> [[String]] {
        if path.namesDirectory { return [path.segments + ["index.html"]] }
        guard options.cleanURLs, let name = path.segments.last else { return [path.segments] }
        return [path.segments, path.segments.dropLast() + [name + ".html"]]
    }

    /// Reads from the file system.
    mutating func look(_ exists: ([String]) -> Bool) {
        isThere = candidates.map(exists)
    }

    mutating func note(_ change: FileChange) {
        guard let index = candidates.firstIndex(of: change.segments) else { return }
        isThere[index] = change.kind != .deleted
    }

    /// Whether the address answers something else after a change of this file.
    func isConcerned(by segments: [String]) -> Bool {
        if let index = candidates.firstIndex(of: segments) { return !isThere[..<index].contains(true) }
        guard let listed, Array(segments.dropLast()) == listed else { return false }
        return !isThere.contains(true)
    }
}
