import StaticSite

/// A listing as lines for a terminal: when it was modified (UTC), how many bytes, which name; `/` ends a directory's.
struct ListingText {
    let text: String

    init(_ listing: DirectoryListing) {
        var lines = listing.entries.map { entry in
            let time = UTCTime(entry.modified)?.machine ?? String(repeating: "-", count: 20)
            let bytes = entry.isDirectory ? "-" : String(entry.bytes)
            let space = String(repeating: " ", count: max(0, 12 - bytes.utf8.count))
            return "\(time) \(space)\(bytes) \(entry.name.escapingControls)\(entry.isDirectory ? "/" : "")"
        }
        if listing.isTruncated { lines.append("… there is more in this directory than is listed here") }
        text = lines.map { $0 + "\n" }.joined()
    }
}
