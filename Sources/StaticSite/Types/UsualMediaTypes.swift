extension MediaTypes {
    /// By IANA's registry and the WHATWG's MIME Sniffing Standard; what neither knows, as other servers have it.
    ///
    /// Not here is `ts`, which is either film or TypeScript: its bytes tell.
    static let usual: [String: String] = [
        // Documents and what they load
        "html": "text/html", "htm": "text/html", "shtml": "text/html", "xhtml": "application/xhtml+xml",
        "xht": "application/xhtml+xml",
        "css": "text/css",
        "js": "text/javascript", "mjs": "text/javascript", "cjs": "text/javascript",
        "json": "application/json", "map": "application/json", "har": "application/json",
        "jsonld": "application/ld+json", "geojson": "application/geo+json", "importmap": "application/importmap+json",
        "webmanifest": "application/manifest+json", "ndjson": "application/x-ndjson",
        "wasm": "application/wasm", "wgsl": "text/wgsl",
        "xml": "application/xml", "xsd": "application/xml", "xsl": "application/xslt+xml",
        "xslt": "application/xslt+xml", "rss": "application/rss+xml", "atom": "application/atom+xml",
        "rdf": "application/rdf+xml", "mml": "application/mathml+xml", "gpx": "application/gpx+xml",
        "kml": "application/vnd.google-earth.kml+xml",
        // Text
        "txt": "text/plain", "text": "text/plain", "log": "text/plain", "conf": "text/plain", "ini": "text/plain",
        "diff": "text/plain", "patch": "text/plain",
        "md": "text/markdown", "markdown": "text/markdown", "csv": "text/csv", "tsv": "text/tab-separated-values",
        "ics": "text/calendar", "vcf": "text/vcard", "vtt": "text/vtt", "srt": "application/x-subrip",
        "yaml": "application/yaml", "yml": "application/yaml", "toml": "application/toml", "sql": "application/sql",
        // Images
        "svg": "image/svg+xml", "png": "image/png", "apng": "image/apng", "jpg": "image/jpeg", "jpeg": "image/jpeg",
        "jfif": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "avif": "image/avif", "jxl": "image/jxl",
        "ico": "image/x-icon", "cur": "image/x-icon", "bmp": "image/bmp", "tif": "image/tiff", "tiff": "image/tiff",
        "heic": "image/heic", "heif": "image/heif", "jp2": "image/jp2", "psd": "image/vnd.adobe.photoshop",
        // Sound and film
        "mp3": "audio/mpeg", "m4a": "audio/mp4", "aac": "audio/aac", "ogg": "audio/ogg", "oga": "audio/ogg",
        "opus": "audio/ogg", "wav": "audio/wav", "flac": "audio/flac", "weba": "audio/webm", "mka": "audio/x-matroska",
        "aif": "audio/aiff", "aiff": "audio/aiff", "mid": "audio/midi", "midi": "audio/midi",
        "mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm", "ogv": "video/ogg", "mov": "video/quicktime",
        "mkv": "video/x-matroska", "avi": "video/x-msvideo", "wmv": "video/x-ms-wmv", "mpg": "video/mpeg",
        "mpeg": "video/mpeg", "3gp": "video/3gpp", "3g2": "video/3gpp2", "m2ts": "video/mp2t",
        "m3u8": "application/vnd.apple.mpegurl", "m3u": "audio/mpegurl", "mpd": "application/dash+xml",
        "m4s": "video/iso.segment",
        // Fonts
        "woff": "font/woff", "woff2": "font/woff2", "ttf": "font/ttf", "otf": "font/otf", "ttc": "font/collection",
        "eot": "application/vnd.ms-fontobject",
        // Shapes
        "gltf": "model/gltf+json", "glb": "model/gltf-binary", "obj": "model/obj", "mtl": "model/mtl",
        "stl": "model/stl", "3mf": "model/3mf", "usdz": "model/vnd.usdz+zip",
        // Papers
        "pdf": "application/pdf", "ps": "application/postscript", "eps": "application/postscript",
        "rtf": "application/rtf", "epub": "application/epub+zip",
        "doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt": "application/vnd.oasis.opendocument.text", "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "odp": "application/vnd.oasis.opendocument.presentation",
        // Archives and programs
        "zip": "application/zip", "gz": "application/gzip", "tgz": "application/gzip", "zst": "application/zstd",
        "bz2": "application/x-bzip2", "xz": "application/x-xz", "tar": "application/x-tar",
        "7z": "application/x-7z-compressed", "rar": "application/vnd.rar", "jar": "application/java-archive",
        "apk": "application/vnd.android.package-archive", "deb": "application/vnd.debian.binary-package",
        "exe": "application/vnd.microsoft.portable-executable", "torrent": "application/x-bittorrent",
        "br": "application/octet-stream", "bin": "application/octet-stream", "dmg": "application/octet-stream",
        "img": "application/octet-stream", "iso": "application/octet-stream", "msi": "application/octet-stream",
    ]
}
