import Foundation

/// Every page that a browser can come to, by the path after the `/`: what is in `Public`, and what the server says itself.
enum SitePages {
    static let all: [String] = written + ["echo", "nope"]

    /// A page that is added to the directory is tested at once.
    private static let written: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".html") }.sorted().map { $0 == "index.html" ? "" : $0 }
    }()

    private static let folder = (0..<3)
        .reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        .appending(path: "Public")
}
