import HTTPTypes
import LiveReload
import Synchronization

/// What is wrong with the site's documents, as far as it was seen when they were sent: said once on the terminal, and to
/// the page when it asks.
final class DocumentNotes: Sendable {
    struct Note: Encodable, Equatable, Sendable {
        let kind: String
        var en: String?
        var zh: String?
    }

    /// Bounds the memory, with `maxPathBytes`.
    private static let maxPaths = 1000
    private static let maxPathBytes = 1024

    private let refusals: RefusalLog
    private let notes = Mutex<[String: [Note]]>([:])

    init(_ refusals: RefusalLog) {
        self.refusals = refusals
    }

    func notes(of path: String) -> [Note] {
        notes.withLock { $0[path] ?? [] }
    }

    /// What is seen of a document when it gets its script; `charset` is what its field says.
    func note(_ injection: ScriptInjection, charset: String?, path: String, _ page: PageScript) {
        var found: [Note] = []
        if charset == nil, !injection.declaresCharset, !injection.isUTF8 {
            found.append(Note(kind: "not-utf-8"))
            say("\(path) is not UTF-8 and does not say what it is: save it as UTF-8, or write <meta charset=…> first")
        }
        for policy in injection.metaPolicies {
            guard let problem = page.problem(ContentPolicy(policy), in: .meta) else { continue }
            found.append(Note(kind: "policy", en: problem.english, zh: problem.chinese))
            say("\(path): \(problem.english)")
        }
        keep(found, of: path)
    }

    /// The document's field had to allow more than it did.
    func widened(by added: [String], path: String) {
        say("\(path): its Content-Security-Policy was widened for live reload by \(added.joined(separator: ", "))")
    }

    func say(_ line: String) {
        refusals.notice(line)
    }

    private func keep(_ found: [Note], of path: String) {
        guard path.utf8.count <= Self.maxPathBytes else { return }
        notes.withLock { notes in
            if found.isEmpty {
                notes[path] = nil
            } else if notes[path] != nil || notes.count < Self.maxPaths {
                notes[path] = found
            }
        }
    }
}
