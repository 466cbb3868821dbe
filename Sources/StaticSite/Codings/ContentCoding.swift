/// How the bytes of a file may be packed for the way (RFC 9110 §8.4.1); the best first.
package enum ContentCoding: String, CaseIterable, Sendable {
    case br
    case zstd
    case gzip

    /// What `Content-Encoding` and `Accept-Encoding` call it.
    package var token: String { rawValue }

    /// What the name of a file that was packed beforehand ends with.
    package var fileExtension: String {
        switch self {
        case .br: ".br"
        case .zstd: ".zst"
        case .gzip: ".gz"
        }
    }

    /// What tells the entity tag of the packed bytes from that of the file: for `EntityTag.of`.
    package var tagSuffix: String {
        switch self {
        case .br: "-br"
        case .zstd: "-zstd"
        case .gzip: "-gz"
        }
    }
}
