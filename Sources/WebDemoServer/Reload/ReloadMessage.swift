import LiveReload
import NIOCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a page is told: `webdemo.reload.v1`.
enum ReloadMessage {
    struct Welcome: Encodable {
        let type = "welcome"
        let page: String
        let boot: String
        let seq: UInt64
        let panel: Bool
        let versions: [String: String]
        let troubles: [Trouble]
        let notes: [DocumentNotes.Note]
    }

    /// All there are by now.
    struct Troubles: Encodable {
        let type = "troubles"
        let page: String
        let troubles: [Trouble]
    }

    struct Versions: Encodable {
        let type = "versions"
        let page: String
        let versions: [String: String]
    }

    struct Change: Encodable, Equatable {
        let seq: UInt64
        /// As the page asked for it.
        let url: String
        let kind: String
        let document: Bool
        let version: String?
    }

    struct Changes: Encodable {
        let type = "changes"
        let page: String
        let seq: UInt64
        let changes: [Change]
    }

    struct Hint: Encodable {
        let type = "hint"
        let page: String
        let id: Int
        let nearest: String
    }

    struct Go: Encodable {
        let type = "go"
        let page: String
        let url: String
    }

    /// A part of the directory that is looked at from time to time because nobody tells what changes in it.
    struct Trouble: Encodable, Equatable {
        let kind: String
        let path: String
        let fix: String?

        /// For the terminal.
        let line: String

        private enum CodingKeys: CodingKey {
            case kind, path, fix
        }

        init(_ trouble: WatchTrouble) {
            let path = "/" + trouble.segments.joined(separator: "/")
            let what: String
            switch trouble.cause {
            case .silentFileSystem(let name): (kind, what) = ("silent", "\(name) does not tell what changes in \(path)")
            case .noWatchesLeft, .noWatchersLeft:
                (kind, what) = ("no-watches", "the system has no watches left for \(path)")
            case .overflow: (kind, what) = ("overflow", "more changed in \(path) than the system could tell")
            case .tooManyNames(let limit): (kind, what) = ("too-much", "\(path) has more than \(limit) names")
            case .tooDeep(let limit): (kind, what) = ("too-much", "\(path) is deeper than \(limit) directories")
            case .unreadable: (kind, what) = ("unreadable", "\(path) may not be read")
            }
            self.path = path
            fix = trouble.fix
            line = "live reload sees changes late or not at all: \(what)" + (fix.map { "; to mend that: \($0)" } ?? "")
        }
    }
}

extension Encodable {
    /// As JSON.
    var encoded: ByteBuffer? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { ByteBuffer(bytes: $0) }
    }
}
