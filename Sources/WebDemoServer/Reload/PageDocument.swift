import LiveReload
import StaticSite

/// Which files decide what a page's address answers: the first of them that is there.
struct PageDocument: Sendable {
    let candidates: [[String]]
    /// Of a page that lists what is in it, where no candidate is there.
    private let listed: [String]?

    /// `nil` where the address is none of this site.
    init?(url: String, options: SiteOptions) {
        guard let path = try? RequestPath(target: url) else { return nil }
        var candidates: [[String]] = []
        if path.namesDirectory {
            candidates.append(path.segments + ["index.html"])
        } else {
            candidates.append(path.segments)
            if options.cleanURLs, let name = path.segments.last {
                candidates.append(path.segments.dropLast() + [name + ".html"])
            }
        }
        listed = path.namesDirectory && options.showsListings ? path.segments : nil
        if listed == nil {
            if let fallback = options.fallback { candidates.append(fallback.segments) }
            candidates.append(["404.html"])
        }
        self.candidates = candidates
    }

    /// Whether the address answers something else after a change of this file.
    func isConcerned(by segments: [String], exists: ([String]) -> Bool) -> Bool {
        if let index = candidates.firstIndex(of: segments) {
            return !candidates[..<index].contains(where: exists)
        }
        guard let listed, Array(segments.dropLast()) == listed else { return false }
        return !candidates.contains(where: exists)
    }
}
