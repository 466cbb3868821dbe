/// Which files are read by people, and so kept to show what became of them.
enum TextFiles {
    static let maxBytes = 64 << 10

    private static let extensions: Set<String> = [
        "css", "csv", "htm", "html", "js", "json", "jsx", "less", "map", "markdown", "md", "mjs", "mustache", "php",
        "sass",
        "scss", "svelte", "svg", "toml", "ts", "tsx", "txt", "vtt", "vue", "webmanifest", "xhtml", "xml", "yaml", "yml",
    ]

    static func isText(_ name: String) -> Bool {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
        return extensions.contains(name[name.utf8.index(after: dot)...].lowercased())
    }
}

/// The texts of small files as they were last seen.
struct KeptTexts: Sendable {
    private let maxBytes: Int
    private var texts: [Place: [UInt8]] = [:]
    private(set) var bytes = 0

    /// Bounds the memory; what comes later takes the place of some that came earlier.
    init(maxBytes: Int = 8 << 20) {
        self.maxBytes = maxBytes
    }

    subscript(place: Place) -> [UInt8]? { texts[place] }

    mutating func keep(_ text: [UInt8]?, of place: Place) {
        bytes -= texts.removeValue(forKey: place)?.count ?? 0
        guard let text, text.count <= maxBytes else { return }
        while bytes + text.count > maxBytes, let other = texts.popFirst() { bytes -= other.value.count }
        texts[place] = text
        bytes += text.count
    }
}

/// What the last changes did to texts.
struct RecentDiffs: Sendable {
    static let maxCount = 100

    private var diffs: [UInt64: FileDiff] = [:]

    subscript(sequence: UInt64) -> FileDiff? { diffs[sequence] }

    /// To be called in order of sequence; `nil` is no text after all.
    mutating func insert(_ diff: FileDiff?, of sequence: UInt64) {
        diffs[sequence] = diff
        if sequence > UInt64(Self.maxCount) { diffs = diffs.filter { $0.key > sequence - UInt64(Self.maxCount) } }
    }
}
