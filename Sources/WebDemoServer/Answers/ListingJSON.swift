import StaticSite

/// A listing as JSON (RFC 8259), for scripts: `{"path", "truncated", "entries": [{"name", "type", "bytes", "modified"}]}`.
/// A directory has no `bytes`; times are in UTC (RFC 3339).
struct ListingJSON {
    let text: String

    init(_ listing: DirectoryListing) {
        let entries = listing.entries.map(Self.object).joined(separator: ",\n")
        text = """
            {"path":\(Self.string(listing.path.display)),"truncated":\(listing.isTruncated),"entries":[
            \(entries)
            ]}

            """
    }

    private static func object(_ entry: DirectoryListing.Entry) -> String {
        var members = ["\"name\":\(string(entry.name))", "\"type\":\"\(entry.isDirectory ? "directory" : "file")\""]
        if !entry.isDirectory { members.append("\"bytes\":\(entry.bytes)") }
        if let time = UTCTime(entry.modified) { members.append("\"modified\":\"\(time.machine)\"") }
        return "{\(members.joined(separator: ","))}"
    }

    /// Control characters are written out, also those that JSON would take: a terminal might show the text.
    private static func string(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                quoted += "\\"
                quoted.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default:
                quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
