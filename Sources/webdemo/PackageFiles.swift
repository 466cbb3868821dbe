import Foundation

/// Where the pages and templates are that belong to webdemo itself.
struct PackageFiles {
    let publicDirectory: String
    /// `nil` where only the pages were taken along.
    let templates: String?

    /// A file that no other `Public` has, so that `~/Public` of a Mac is not taken for ours.
    private static let mark = "Public/runoob_websocket.html"

    /// Looks upward from the program that runs (links resolved), then from where it was built.
    static func find() -> PackageFiles? {
        let starts = [executable, URL(filePath: #filePath)].compactMap { $0 }
        return starts.lazy.compactMap(root(above:)).first.map(PackageFiles.init(root:))
    }

    private init(root: URL) {
        publicDirectory = root.appending(path: "Public").path
        let templates = root.appending(path: "Templates").path
        self.templates = FileManager.default.fileExists(atPath: templates) ? templates : nil
    }

    private static var executable: URL? {
        #if os(Linux)
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        #else
        Bundle.main.executableURL?.resolvingSymlinksInPath()
        #endif
    }

    private static func root(above start: URL) -> URL? {
        var directory = start.standardizedFileURL
        while directory.path != "/" {
            directory.deleteLastPathComponent()
            if FileManager.default.fileExists(atPath: directory.appending(path: mark).path) { return directory }
        }
        return nil
    }
}
