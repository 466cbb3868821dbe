import Mustache
import StaticSite

/// A listing as the template `listing` asks for it.
struct ListingPage: MustacheParent {
    let listing: DirectoryListing

    func child(named name: String) -> Any? {
        switch name {
        case "path": listing.path.display
        case "crumbs": crumbs
        case "isRoot": listing.path.segments.isEmpty
        case "isTruncated": listing.isTruncated
        case "directories": listing.entries.count(where: \.isDirectory)
        case "files": listing.entries.count { !$0.isDirectory }
        case "entries": listing.entries.map(Row.init)
        default: nil
        }
    }

    /// The directories from the root to this one, which has no link: it would lead to here.
    private var crumbs: [Crumb] {
        let names = [nil] + listing.path.segments.map(Optional.some)
        return names.enumerated().map { place, name in
            let steps = names.count - 1 - place
            return Crumb(name: name, link: steps == 0 ? nil : String(repeating: "../", count: steps))
        }
    }

    private struct Crumb: MustacheParent {
        /// `nil` for the root.
        let name: String?
        let link: String?

        func child(named name: String) -> Any? {
            switch name {
            case "name": self.name
            case "link": link
            default: nil
            }
        }
    }

    private struct Row: MustacheParent {
        let entry: DirectoryListing.Entry

        func child(named name: String) -> Any? {
            switch name {
            case "name": entry.name
            // The dot keeps a name with a colon in it from being taken for a scheme (RFC 3986 §4.2).
            case "link": "./" + RequestPath.encoded(entry.name) + (entry.isDirectory ? "/" : "")
            case "isDirectory": entry.isDirectory
            case "bytes": entry.bytes
            case "size": entry.isDirectory ? "" : SizeText.text(bytes: entry.bytes)
            case "seconds": entry.modified.seconds
            case "time": UTCTime(entry.modified).map { ["machine": $0.machine, "short": $0.short] }
            default: nil
            }
        }
    }
}
