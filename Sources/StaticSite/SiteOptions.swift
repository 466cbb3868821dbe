package import HTTPTypes

/// What can be chosen about how the files of a directory are served.
package struct SiteOptions: Sendable {
    /// By extension.
    package var types = MediaTypes()
    /// Whether a directory without a page of its own is answered with what is in it.
    package var showsListings = false
    /// Whether `/about` is answered with `about.html` where there is no file `about`.
    package var cleanURLs = false
    /// What is sent where nothing is found, so that the page's script finds its own way: a file of the site.
    package var fallback: RequestPath?
    package var cacheRules = CacheRules()
    /// Are added to every answer; none of them is a field that the server itself writes.
    package var fields = HTTPFields()
    /// `Access-Control-Allow-Origin` (Fetch Standard §3.3.3): whose scripts may read the files; `nil` for this site's alone.
    package var allowedCrossOrigin: String?
    /// Larger files are sent from the disk. 0: nothing is kept in memory.
    package var maxCachedFileBytes = 256 << 10
    /// Of all files in memory together. 0: nothing is kept.
    package var maxCachedBytes = 256 << 20

    /// The fields by which somebody who changes HTML documents on their way out decides whether to; they belong in `Vary`.
    package var documentsVaryBy: String?

    package init() {}

    /// Whether anything is kept in memory.
    var keepsFiles: Bool { maxCachedFileBytes > 0 && maxCachedBytes > 0 }

    /// The fields that every answer has.
    func addFields(to all: inout HTTPFields) {
        all.append(contentsOf: fields)
        guard let allowedCrossOrigin else { return }
        all[.accessControlAllowOrigin] = allowedCrossOrigin
        // Also `Content-Range` and `ETag`, which readers of parts of a file need.
        all[.accessControlExposeHeaders] = "*"
    }
}
