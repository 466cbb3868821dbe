#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Why the site has no answer with content for a path.
package enum SiteError: Error, Equatable, Sendable {
    /// There is no such file, or none that may be seen from outside.
    case notFound
    /// There is such a directory, but no index.html in it.
    case noIndex
    /// A link on the way names a place from the top of the file system. It is not followed, wherever it leads.
    case absoluteLink(String)
    /// The client refuses every form that there is.
    case notAcceptable
    /// There is one, but the server may not read it.
    case forbidden
    /// Too many files are open; a later request will do better.
    case busy
    /// Something that should not happen; the text is for the log alone.
    case failed(String)

    init(errno code: CInt, _ call: String) {
        self =
            switch code {
            case ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG, EXDEV, ENXIO: .notFound
            case EACCES, EPERM: .forbidden
            case EMFILE, ENFILE: .busy
            default: .failed("\(call): \(String(cString: strerror(code)))")
            }
    }
}
