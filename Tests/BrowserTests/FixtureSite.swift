import Foundation
import TestSupport

/// The files in `Fixtures` as a site of its own for a test, which may add to it.
enum FixtureSite {
    private static let files = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    static func copy() throws -> TemporaryDirectory {
        let site = try TemporaryDirectory()
        for name in try FileManager.default.contentsOfDirectory(atPath: files.path) {
            try FileManager.default.copyItem(at: files.appending(path: name), to: site.url.appending(path: name))
        }
        return site
    }
}
