import Foundation
import TestSupport

/// A way in which what is behind a path becomes another thing.
enum SiteChange: String, CaseIterable {
    case inPlace, inPlaceSameSize, inPlaceSameSizeAndTime, byRename, byRenameSameSizeAndTime, large, throughALink
    case removed, linkExchanged, folderExchanged, rootExchanged
    case sidecarRewritten, sidecarRenamed, sidecarComesAndGoes, sidecarGetsOld

    var target: String {
        switch self {
        case .folderExchanged: "/folder/file.txt"
        case .throughALink, .linkExchanged: "/link.txt"
        default: "/file.txt"
        }
    }

    func prepare(_ site: TemporaryDirectory) throws {
        switch self {
        case .throughALink: try site.link("link.txt", to: "folder/file.txt")
        case .sidecarGetsOld: try site.write("sidecar", to: "file.txt.br")
        default: break
        }
        try site.write("before", to: "file.txt")
        try site.write("before", to: "folder/file.txt")
    }

    /// Makes the change of this round and returns what is to be seen from then on; `nil`: nothing.
    func make(_ round: Int, in site: TemporaryDirectory) throws -> String? {
        let content = "round \(round + 1000)"
        switch self {
        case .inPlace:
            let content = String(repeating: content, count: round + 1)
            try site.rewrite("file.txt", content)
            return content
        case .large:
            let content = String(repeating: content, count: 40_000)
            try site.rewrite("file.txt", content)
            return content
        case .inPlaceSameSize, .inPlaceSameSizeAndTime:
            try site.rewrite("file.txt", content)
            if self == .inPlaceSameSizeAndTime { try site.setModified("file.txt", to: 784_111_777) }
        case .byRename, .byRenameSameSizeAndTime:
            try site.write(content, to: "new.txt")
            if self == .byRenameSameSizeAndTime { try site.setModified("new.txt", to: 784_111_777) }
            try site.rename("new.txt", to: "file.txt")
        case .throughALink:
            try site.rewrite("folder/file.txt", content)
        case .removed:
            if round.isMultiple(of: 2) {
                try site.remove("file.txt")
                return nil
            }
            try site.write(content, to: "file.txt")
        case .linkExchanged:
            try site.write(content, to: "target-\(round).txt")
            try site.link("new-link", to: "target-\(round).txt")
            try site.rename("new-link", to: "link.txt")
        case .folderExchanged:
            try site.write(content, to: "new-folder/file.txt")
            try site.rename("folder", to: "old-folder-\(round)")
            try site.rename("new-folder", to: "folder")
        case .rootExchanged:
            try site.parent?.write(content, to: "new-site/file.txt")
            try site.parent?.rename("site", to: "old-site-\(round)")
            try site.parent?.rename("new-site", to: "site")
        case .sidecarRewritten:
            try site.rewrite("file.txt.br", content)
        case .sidecarRenamed:
            try site.write(content, to: "new.br")
            try site.rename("new.br", to: "file.txt.br")
        case .sidecarComesAndGoes:
            guard round.isMultiple(of: 2) else {
                try site.remove("file.txt.br")
                return "before"
            }
            try site.write(content, to: "file.txt.br")
        case .sidecarGetsOld:
            try site.setModified("file.txt.br", to: round.isMultiple(of: 2) ? 784_111_777 : 4_000_000_000)
            return round.isMultiple(of: 2) ? "before" : "sidecar"
        }
        return content
    }
}

extension TemporaryDirectory {
    /// Writes into the file that is there.
    fileprivate func rewrite(_ path: String, _ content: String) throws {
        let path = url.appending(path: path).path
        if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(filePath: path)) }
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(content.utf8))
        try file.close()
    }

    /// Takes the place of what has the other name.
    fileprivate func rename(_ name: String, to other: String) throws {
        guard Foundation.rename(self.path + "/" + name, self.path + "/" + other) == 0 else {
            throw POSIXError(.init(rawValue: errno) ?? .EIO)
        }
    }
}
