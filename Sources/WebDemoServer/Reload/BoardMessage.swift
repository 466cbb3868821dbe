import LiveReload
import NIOCore
import WebSockets

/// What a board is told: `webdemo.board.v1`.
enum BoardMessage: Encodable, Sendable {
    struct Page: Encodable, Sendable {
        let id: UInt64
        let client: String
        let agent: String
        let url: String
        let title: String
        let screen: PageMessage.Screen?
        let opened: Int64
        let waiting: Bool
        let applied: ReloadPage.Application?
        let delays: DelayLog.Summary?
        let errors: [ReloadPage.Failure]
        let errorCount: Int

        init(_ page: ReloadPage) {
            id = page.id
            client = page.connection.remoteAddress?.ipAddress ?? ""
            agent = page.agent
            url = page.url
            title = page.title
            screen = page.screen
            opened = page.opened
            waiting = page.isWaiting
            applied = page.applied
            delays = page.delays.summary
            errors = page.failures
            errorCount = page.failureCount
        }
    }

    struct Change: Encodable, Sendable {
        let seq: UInt64
        let path: String
        let kind: String
        let time: Int64
        /// `nil` where it is no text, or too long.
        let diff: [Hunk]?
        let isCut: Bool

        init(_ change: FileChange, _ diff: FileDiff?) {
            seq = change.sequence
            path = "/" + change.file
            kind = change.kind.rawValue
            time = .wallClock
            self.diff = diff?.hunks.map { Hunk(old: $0.old, new: $0.new, lines: $0.lines) }
            isCut = diff?.isCut ?? false
        }
    }

    struct Hunk: Encodable, Sendable {
        let old: Int
        let new: Int
        let lines: [String]
    }

    case hello(boot: String, seq: UInt64)
    case notTeacher
    case pages([Page])
    case page(Page)
    case gone(UInt64)
    case changes([Change])
    case delays(DelayLog.Summary)
    case troubles([ReloadMessage.Trouble])
    case went(url: String, pages: Int)
    case problem(String)

    private enum Key: CodingKey {
        case type, boot, seq, isTeacher, time, pages, page, id, changes, troubles, url, text, count, p50, p95, p99
    }

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        switch self {
        case .hello(let boot, let seq):
            try object.encode("hello", forKey: .type)
            try object.encode(boot, forKey: .boot)
            try object.encode(seq, forKey: .seq)
            try object.encode(true, forKey: .isTeacher)
            try object.encode(Int64.wallClock, forKey: .time)
        case .notTeacher:
            try object.encode("hello", forKey: .type)
            try object.encode(false, forKey: .isTeacher)
        case .pages(let pages):
            try object.encode("pages", forKey: .type)
            try object.encode(pages, forKey: .pages)
        case .page(let page):
            try object.encode("page", forKey: .type)
            try object.encode(page, forKey: .page)
        case .gone(let id):
            try object.encode("gone", forKey: .type)
            try object.encode(id, forKey: .id)
        case .changes(let changes):
            try object.encode("changes", forKey: .type)
            try object.encode(changes, forKey: .changes)
        case .delays(let summary):
            try object.encode("delays", forKey: .type)
            try object.encode(summary.count, forKey: .count)
            try object.encode(summary.p50, forKey: .p50)
            try object.encode(summary.p95, forKey: .p95)
            try object.encode(summary.p99, forKey: .p99)
        case .troubles(let troubles):
            try object.encode("troubles", forKey: .type)
            try object.encode(troubles, forKey: .troubles)
        case .went(let url, let pages):
            try object.encode("went", forKey: .type)
            try object.encode(url, forKey: .url)
            try object.encode(pages, forKey: .pages)
        case .problem(let text):
            try object.encode("problem", forKey: .type)
            try object.encode(text, forKey: .text)
        }
    }
}
