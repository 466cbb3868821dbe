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

    /// By the address, as the page is told them.
    private(set) var told: [String: String] = [:]
    /// What is not as the page has it.
    private(set) var differing: [File] = []

    /// `known` are the versions that the page says it has, by the address.
    init(
        of uses: [(file: String, use: ReloadPage.Use)],
        document: (url: String, PageDocument, known: ContentVersion?)?,
        version: ([String]) -> ContentVersion?
    ) {
        if let (url, document, known) = document {
            add(url, true, known, document.candidates.lazy.compactMap(version).first)
        }
        for (file, use) in uses where use.url != document?.url {
            add(use.url, false, use.version, version(file.split(separator: "/").map(String.init)))
        }
    }

    private mutating func add(_ url: String, _ isDocument: Bool, _ known: ContentVersion?, _ version: ContentVersion?) {
        if let version { told[url] = version.text }
        guard let known, known != version else { return }
        differing.append(File(url: url, isDocument: isDocument, version: version))
    }
}
