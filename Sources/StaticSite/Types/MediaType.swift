/// Which media type the name of a file tells (IANA's registry and the WHATWG's MIME Sniffing Standard).
package enum MediaType {
    static let binary = "application/octet-stream"
    static let html = "text/html"
    static let plain = "text/plain"

    /// The type of the last extension, in upper or lower case; `nil` for an unknown one or none.
    static func named(by name: String) -> String? {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        return types[name[name.index(after: dot)...].lowercased()]
    }

    /// Types whose bytes are text, so that a `charset` means something.
    static func isText(_ type: String) -> Bool {
        type.hasPrefix("text/") || textual.contains(type)
    }

    /// Types that a browser runs or renders with the site's rights: never given on the strength of a guess.
    static func isActive(_ type: String) -> Bool {
        type.hasSuffix("+xml") || type.hasSuffix("/xml") || type.hasSuffix("javascript") || type.hasPrefix(html)
    }

    private static let textual: Set<String> = [
        "application/json", "application/ld+json", "application/manifest+json", "application/xhtml+xml",
        "application/xml", "image/svg+xml",
    ]

    private static let types: [String: String] = [
        // Documents and what they load
        "html": html, "htm": html, "xhtml": "application/xhtml+xml",
        "css": "text/css",
        "js": "text/javascript", "mjs": "text/javascript",
        "json": "application/json", "map": "application/json", "jsonld": "application/ld+json",
        "webmanifest": "application/manifest+json",
        "wasm": "application/wasm",
        "xml": "application/xml", "rss": "application/rss+xml", "atom": "application/atom+xml",
        "vtt": "text/vtt",
        // Text
        "txt": plain, "log": plain, "md": "text/markdown", "csv": "text/csv", "tsv": "text/tab-separated-values",
        "ics": "text/calendar", "yaml": "application/yaml", "yml": "application/yaml", "toml": "application/toml",
        // Images
        "svg": "image/svg+xml", "png": "image/png", "apng": "image/apng", "jpg": "image/jpeg", "jpeg": "image/jpeg",
        "gif": "image/gif", "webp": "image/webp", "avif": "image/avif", "ico": "image/x-icon", "bmp": "image/bmp",
        "tif": "image/tiff", "tiff": "image/tiff", "heic": "image/heic",
        // Sound and film
        "mp3": "audio/mpeg", "m4a": "audio/mp4", "aac": "audio/aac", "ogg": "audio/ogg", "oga": "audio/ogg",
        "opus": "audio/ogg", "wav": "audio/wav", "flac": "audio/flac", "mid": "audio/midi",
        "mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm", "ogv": "video/ogg", "mov": "video/quicktime",
        "mkv": "video/x-matroska",
        // Fonts
        "woff": "font/woff", "woff2": "font/woff2", "ttf": "font/ttf", "otf": "font/otf",
        "eot": "application/vnd.ms-fontobject",
        // Files to keep
        "pdf": "application/pdf", "zip": "application/zip", "gz": "application/gzip", "br": binary,
        "zst": "application/zstd", "tar": "application/x-tar", "7z": "application/x-7z-compressed",
        "rtf": "application/rtf", "epub": "application/epub+zip", "bin": binary,
        "doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ]
}
