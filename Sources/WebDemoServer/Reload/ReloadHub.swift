import LiveReload
import NIOCore
import StaticSite
import Synchronization
import WebSockets

/// Who is told of which change: the pages that are open, each of what concerns it, and each change once.
final class ReloadHub: Sendable {
    /// Pages at one time, in all and behind one connection (the tabs of a browser).
    private static let maxPages = 2000
    private static let maxPagesOfConnection = 200
    /// Of what all pages use: bounds the memory. Past it a page is told of every change.
    private static let maxUsesBytes = 64 << 20
    private static let maxTroubles = 100
    /// They are sorted for it.
    private static let delaysInterval = TimeAmount.milliseconds(500)

    private struct State {
        var pages: [UInt64: ReloadPage] = [:]
        /// By connection and the page's own name.
        var ids: [UInt64: [String: UInt64]] = [:]
        var lastID: UInt64 = 0
        var changes = ChangeLog()
        var troubles: [ReloadMessage.Trouble] = []
        var delays = DelayLog(capacity: 5000)
        var areDelaysDue = false
        var usesBytes = 0
    }

    /// Tells one run of the server from the next.
    let boot = String(UInt64.random(in: .min ... .max), radix: 36)
    let boards = Boards()
    private let showsPanel: Bool
    private let notes: DocumentNotes
    private let state = Mutex(State())

    init(showsPanel: Bool, notes: DocumentNotes) {
        self.showsPanel = showsPanel
        self.notes = notes
    }

    // MARK: Pages come and go

    /// Takes the place of the page of this name behind the same connection. `false` when there is no room for one more.
    /// `make` gets its number and that of the newest change.
    func add(_ make: (UInt64, UInt64) -> ReloadPage) -> Bool {
        state.withLock { state in
            var page = make(state.lastID + 1, state.changes.latest)
            let (connection, name) = (page.connection.id, page.name)
            if let known = state.ids[connection]?[name] { remove(known, &state) }
            guard state.pages.count < Self.maxPages,
                state.ids[connection, default: [:]].count < Self.maxPagesOfConnection
            else { return false }
            state.lastID += 1
            Self.count(&page, &state)
            state.pages[page.id] = page
            state.ids[connection, default: [:]][name] = page.id
            return true
        }
    }

    /// Tells the page what it has missed. From now on it is told what changes.
    func welcome(
        _ name: String,
        of connection: WebSocketConnection,
        since: PageMessage.Since?,
        _ versions: FileVersions
    ) {
        update(name, of: connection) { page, state in
            page.document = versions.document
            // Those that the look was too early for.
            for change in state.changes.changes(after: page.arrival) ?? [] { page.document?.note(change) }
            let missed = page.missed(since, in: boot, versions, state.changes)
            page.isWelcome = true
            let welcome = ReloadMessage.Welcome(
                page: name,
                boot: boot,
                seq: state.changes.latest,
                panel: showsPanel,
                versions: versions.told,
                troubles: state.troubles,
                notes: notes.notes(of: ReloadPage.path(page.url))
            )
            send(welcome, to: page)
            tell(missed, to: page, upTo: state.changes.latest)
        }
    }

    /// The page has loaded more. It is told what has changed of that since it asked for it.
    func loaded(_ uses: [ReloadPage.Use], _ name: String, of connection: WebSocketConnection) {
        update(name, of: connection) { page, state in
            let before = page.usesBytes
            for use in uses { page.add(use) }
            Self.count(&page, since: before, &state)
            guard page.isWelcome, let earliest = uses.map(\.asked).min() else { return }
            let names = Set(uses.flatMap(\.names))
            let changes = state.changes.changes(toldAfter: earliest).filter { names.contains($0.segments) }
            tell(page.concerns(changes.named), to: page, upTo: state.changes.latest)
        }
    }

    func usesAll(_ name: String, of connection: WebSocketConnection) {
        update(name, of: connection) { page, state in
            let before = page.usesBytes
            page.useAll()
            Self.count(&page, since: before, &state)
        }
    }

    private static func count(_ page: inout ReloadPage, since before: Int = 0, _ state: inout State) {
        if state.usesBytes + page.usesBytes - before > maxUsesBytes { page.useAll() }
        state.usesBytes += page.usesBytes - before
    }

    func tell(_ versions: FileVersions, to name: String, of connection: WebSocketConnection) {
        update(name, of: connection) { page, _ in
            send(ReloadMessage.Versions(page: name, versions: versions.told), to: page)
        }
    }

    func left(_ name: String, of connection: WebSocketConnection) {
        state.withLock { state in
            if let id = state.ids[connection.id]?[name] { remove(id, &state) }
        }
    }

    func closed(_ connection: WebSocketConnection) {
        state.withLock { state in
            for id in state.ids[connection.id, default: [:]].values { remove(id, &state) }
            state.ids[connection.id] = nil
        }
    }

    private func remove(_ id: UInt64, _ state: inout State) {
        guard let page = state.pages.removeValue(forKey: id) else { return }
        state.ids[page.connection.id]?[page.name] = nil
        state.usesBytes -= page.usesBytes
        boards.tell(.gone(id))
    }

    /// Changes the page, if it is there, and shows it on the boards.
    private func update(
        _ name: String,
        of connection: WebSocketConnection,
        _ change: (inout ReloadPage, inout State) -> Void
    ) {
        state.withLock { state in
            guard let id = state.ids[connection.id]?[name], var page = state.pages[id] else { return }
            change(&page, &state)
            state.pages[id] = page
            boards.tell(.page(BoardMessage.Page(page)))
        }
    }

    // MARK: Files change

    func changed(_ changes: [FileChange]) {
        state.withLock { state in
            state.changes.append(changes)
            let named = changes.named
            for id in state.pages.keys {
                for change in changes { state.pages[id]?.document?.note(change) }
                guard let page = state.pages[id], page.isWelcome else { continue }
                tell(page.concerns(named), to: page, upTo: state.changes.latest)
            }
        }
    }

    /// Shows them on the boards.
    func show(_ changes: [BoardMessage.Change]) {
        // Under the lock, so that a board that comes right now is not told them before all else.
        state.withLock { _ in boards.changed(changes) }
    }

    func troubled(_ trouble: ReloadMessage.Trouble) {
        state.withLock { state in
            guard state.troubles.count < Self.maxTroubles, !state.troubles.contains(trouble) else { return }
            state.troubles.append(trouble)
            boards.tell(.troubles(state.troubles))
            for page in state.pages.values where page.isWelcome {
                send(ReloadMessage.Troubles(page: page.name, troubles: state.troubles), to: page)
            }
        }
    }

    private func tell(_ changes: [ReloadMessage.Change], to page: ReloadPage, upTo seq: UInt64) {
        guard !changes.isEmpty else { return }
        send(ReloadMessage.Changes(page: page.name, seq: seq, changes: changes), to: page)
    }

    /// In the order of the calls, which are made under the lock.
    private func send(_ message: some Encodable & Sendable, to page: ReloadPage) {
        let connection = page.connection
        connection.eventLoop.execute {
            if let text = message.encoded { connection.send(Message(.text, text)) }
        }
    }

    // MARK: What pages say

    /// `seq` is the newest of the changes that the page has applied.
    /// What is no news counts for no delay.
    func applied(
        _ seq: UInt64,
        _ how: String,
        _ name: String,
        of connection: WebSocketConnection,
        isNews: Bool = true
    ) {
        let now = NIODeadline.now()
        update(name, of: connection) { page, state in
            let change = state.changes.change(seq)
            let isNews = isNews && seq > page.applied?.seq ?? 0
            let delay = isNews ? change.map { Double((now - $0.savedAt).nanoseconds) / 1e6 } : nil
            page.applied = ReloadPage.Application(
                seq: seq,
                how: how,
                delay: delay,
                time: .wallClock,
                path: change.map { "/" + $0.file }
            )
            page.isWaiting = false
            guard let delay else { return }
            page.delays.add(delay)
            state.delays.add(delay)
            guard !state.areDelaysDue else { return }
            state.areDelaysDue = true
            connection.eventLoop.scheduleTask(in: Self.delaysInterval) { self.showDelays() }
        }
    }

    private func showDelays() {
        state.withLock { state in
            state.areDelaysDue = false
            if let summary = state.delays.summary { boards.tell(.delays(summary)) }
        }
    }

    func waits(_ name: String, of connection: WebSocketConnection) {
        update(name, of: connection) { page, _ in page.isWaiting = true }
    }

    /// Returns the page's address; `nil` when nobody wants to hear more of it.
    func failed(_ failure: ReloadPage.Failure, _ name: String, of connection: WebSocketConnection) -> String? {
        var address: String?
        update(name, of: connection) { page, _ in
            guard page.failureCount < ReloadPage.maxFailuresInAll else { return }
            page.add(failure)
            address = page.url
        }
        return address
    }

    func hint(_ nearest: String, of id: Int, _ name: String, of connection: WebSocketConnection) {
        update(name, of: connection) { page, _ in
            page.note(nearest: nearest, of: id)
            send(ReloadMessage.Hint(page: name, id: id, nearest: nearest), to: page)
        }
    }

    // MARK: The board

    /// Sends all pages there; returns how many these are.
    func go(to url: String) -> Int {
        state.withLock { state in
            for page in state.pages.values { send(ReloadMessage.Go(page: page.name, url: url), to: page) }
            return state.pages.count
        }
    }

    /// From now on the board is told what happens; first, what there is.
    func add(_ board: Board) -> Bool {
        state.withLock { state in
            guard boards.add(board) else { return false }
            board.tell(.hello(boot: boot, seq: state.changes.latest))
            board.tell(.pages(state.pages.values.sorted { $0.id < $1.id }.map(BoardMessage.Page.init)))
            board.tell(.changes(boards.lastChanges))
            if !state.troubles.isEmpty { board.tell(.troubles(state.troubles)) }
            if let summary = state.delays.summary { board.tell(.delays(summary)) }
            return true
        }
    }
}
