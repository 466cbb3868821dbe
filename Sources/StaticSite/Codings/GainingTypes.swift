extension Gzip {
    /// Whether files of this media type get smaller: text, and what is not packed already.
    package static func gains(_ mediaType: String) -> Bool {
        let type = mediaType.prefix { $0 != ";" && $0 != " " }.lowercased()
        return type.hasPrefix("text/") || type.hasSuffix("+json") || type.hasSuffix("+xml") || gaining.contains(type)
    }

    private static let gaining: Set<String> = [
        "application/json", "application/x-ndjson", "application/xml", "application/xml-dtd",
        "application/javascript", "application/x-javascript", "application/ecmascript", "application/wasm",
        "application/yaml", "application/toml", "application/rtf", "application/x-tar",
        "image/x-icon", "image/vnd.microsoft.icon", "image/bmp", "image/x-ms-bmp",
        "font/ttf", "font/otf", "font/collection", "font/sfnt", "application/vnd.ms-fontobject",
        "application/x-font-ttf", "application/x-font-otf",
    ]
}
