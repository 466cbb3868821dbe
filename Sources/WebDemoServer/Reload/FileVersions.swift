import LiveReload
import NIOCore
import StaticSite

/// The contents that a page's files have now, beside those that it says it has. Made where files may be read.
struct FileVersions: Sendable {
    struct File: Sendable {
        let url: String
        let isDocument: Bool
        /// `nil`: it is not there.
        let version: ContentVersion?
    }

    /// As it was found.
    private(set) var document: PageDocument?
    /// By the address, as the page is told them.
    private(set) var told: [String: String] = [:]
    /// What the page says that it has, by the address.
    private(set) var known: [String: ContentVersion] = [:]
    /// What is not as the page has it.
    private(set) var differing: [File] = []

    /// `url` is the document's, without the query.
    init(
        of uses: [ReloadPage.Use],
        document: PageDocument? = nil,
        at url: String = "",
        exists: ([String]) -> Bool = { _ in false },
        version: ([String]) -> ContentVersion?
    ) {
        if var document {
            document.look(exists)
            let known = uses.first { $0.url == url }?.version
            add(url, true, known, document.candidates.lazy.compactMap(version).first)
            self.document = document
        }
        for use in uses where document == nil || use.url != url {
            add(use.url, false, use.version, use.names.lazy.compactMap(version).first)
        }
    }

    private mutating func add(_ url: String, _ isDocument: Bool, _ known: ContentVersion?, _ version: ContentVersion?) {
        if let version { told[url] = version.text }
        guard let known else { return }
        self.known[url] = known
        if known != version { differing.append(File(url: url, isDocument: isDocument, version: version)) }
    }
}
