import LiveReload
import NIOCore
import StaticSite
import WebSockets

/// A page that is open somewhere and follows its files.
struct ReloadPage: Sendable {
    struct Use: Sendable {
        /// As the page asked for it.
        let url: String
        /// The files that it may be, the first that is there.
        let names: [[String]]
        let asked: NIODeadline
        /// What the page says that it has.
        var version: ContentVersion?
    }

    struct Failure: Encodable, Sendable {
        let kind: String
        let message: String
        let url: String?
        let line: Int?
        let column: Int?
        let time: Int64
        var nearest: String?
        /// The page's own number of it.
        var id: Int?
    }

    struct Application: Encodable, Sendable {
        let seq: UInt64
        let how: String
        /// Milliseconds from the save to the page's word that it has it.
        let delay: Double?
        /// Of that, the milliseconds that the page itself took, by its own word.
        let took: Double?
        let time: Int64
        let path: String?
    }

    /// Files of one page: bounds the memory, with the bytes of an address. A page that uses more is told everything.
    static let maxUses = 2000
    private static let maxUsesBytes = 1 << 20
    static let maxAddressBytes = 1024
    /// Of what the page says of itself and of what goes wrong: bounds the memory, and what a board is sent.
    static let maxTitleBytes = 512
    static let maxFailureBytes = 2000
    private static let maxFailures = 10
    /// Of one document: bounds what it writes into the log, and how often a name is looked for.
    static let maxFailuresInAll = 50

    let id: UInt64
    /// Its own.
    let name: String
    let connection: WebSocketConnection
    let opened: Int64
    var url: String
    var title = ""
    var agent = ""
    var screen: PageMessage.Screen?
    var document: PageDocument?
    /// When the page was gone to: a request after that got what was there then.
    var began: NIODeadline
    /// By the file.
    private(set) var uses: [String: Use] = [:]
    private(set) var usesAll = false
    /// Of `uses` in memory, about.
    private(set) var usesBytes = 0
    /// The newest change when it came.
    let arrival: UInt64
    /// It is told of changes only after it was told what it had missed.
    var isWelcome = false
    var isWaiting = false
    var applied: Application?
    var delays = DelayLog(capacity: 200)
    private(set) var failures: [Failure] = []
    private(set) var failureCount = 0

    init(
        id: UInt64,
        name: String,
        connection: WebSocketConnection,
        url: String,
        began: NIODeadline,
        opened: Int64,
        arrival: UInt64 = 0
    ) {
        self.arrival = arrival
        self.id = id
        self.name = name
        self.connection = connection
        self.url = url
        self.began = began
        self.opened = opened
    }

    mutating func add(_ use: Use) {
        guard !usesAll else { return }
        for name in use.names {
            let file = name.joined(separator: "/")
            if uses.updateValue(use, forKey: file) == nil { usesBytes += 200 + file.utf8.count + use.url.utf8.count }
        }
        // With --clean-urls an address may be one of two files.
        if uses.count > Self.maxUses * use.names.count || usesBytes > Self.maxUsesBytes { useAll() }
    }

    mutating func useAll() {
        usesAll = true
        uses = [:]
        usesBytes = 0
    }

    mutating func add(_ failure: Failure) {
        failureCount += 1
        failures.append(failure)
        if failures.count > Self.maxFailures { failures.removeFirst() }
    }

    mutating func note(nearest: String, of id: Int) {
        guard let index = failures.lastIndex(where: { $0.id == id }) else { return }
        failures[index].nearest = nearest
    }

    // MARK: What concerns it

    /// How the page knows the changed file, and since when it has what it has; `nil` where it does not.
    func concern(_ named: NamedChange) -> (url: String, isDocument: Bool, asked: NIODeadline)? {
        let change = named.change
        if document?.isConcerned(by: change.segments) == true { return (Self.path(url), true, began) }
        if let use = uses[named.file] { return (use.url, false, use.asked) }
        guard usesAll else { return nil }
        return ("/" + change.segments.map(RequestPath.encoded).joined(separator: "/"), false, began)
    }

    /// Without the query.
    static func path(_ url: String) -> String {
        // Bytes: a mark would join with the `?`.
        String(url.utf8.prefix { $0 != UInt8(ascii: "?") }) ?? url
    }
}

extension FileChange {
    /// Its name from the directory on, in one piece.
    var file: String { segments.joined(separator: "/") }
}
