import LiveReload
import NIOCore
import StaticSite
import Synchronization
import WebSockets

/// Who is told of which change: the pages that are open, each of what concerns it, and each change once.
final class ReloadHub: Sendable {
    private static let maxTroubles = 100
    /// They are sorted for it.
    private static let delaysInterval = TimeAmount.milliseconds(500)

    private struct State {
        var pages = OpenPages()
        var news = News()
    }

    /// What all pages and boards have heard of.
    private struct News {
        var changes = ChangeLog()
        var troubles: [ReloadMessage.Trouble] = []
        var delays = DelayLog(capacity: 5000)
        var areDelaysDue = false
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
    func add(
        _ name: String,
        of connection: WebSocketConnection,
        _ make: (_ id: UInt64, _ arrival: UInt64) -> ReloadPage
    ) -> Bool {
        state.withLock { state in
            if let known = state.pages.remove(name, of: connection) { boards.tell(.gone(known)) }
            let latest = state.news.changes.latest
            return state.pages.add { make($0, latest) }
        }
    }

    /// Tells the page what it has missed. From now on it is told what changes.
    func welcome(
        _ name: String,
        of connection: WebSocketConnection,
        since: PageMessage.Since?,
        _ versions: FileVersions
    ) {
        update(name, of: connection) { page, news in
            page.document = versions.document
            // Those that the look was too early for.
            for change in news.changes.changes(after: page.arrival) ?? [] { page.document?.note(change) }
            let missed = page.missed(since, in: boot, versions, news.changes)
            page.isWelcome = true
            let welcome = ReloadMessage.Welcome(
                page: name,
                boot: boot,
                seq: news.changes.latest,
                panel: showsPanel,
                versions: versions.told,
                troubles: news.troubles,
                notes: notes.notes(of: ReloadPage.path(page.url))
            )
            send(welcome, to: page)
            tell(missed, to: page, upTo: news.changes.latest)
        }
    }

    /// The page has loaded more. It is told what has changed of that since it asked for it.
    func loaded(_ uses: [ReloadPage.Use], _ name: String, of connection: WebSocketConnection) {
        update(name, of: connection) { page, news in
            for use in uses { page.add(use) }
            guard page.isWelcome, let earliest = uses.map(\.asked).min() else { return }
            let names = Set(uses.flatMap(\.names))
            let changes = news.changes.changes(toldAfter: earliest).filter { names.contains($0.segments) }
            tell(page.concerns(changes.named), to: page, upTo: news.changes.latest)
        }
    }

    func usesAll(_ name: String, of connection: WebSocketConnection) {
        update(name, of: connection) { page, _ in page.useAll() }
    }

    func tell(_ versions: FileVersions, to name: String, of connection: WebSocketConnection) {
        update(name, of: connection) { page, _ in
            send(ReloadMessage.Versions(page: name, versions: versions.told), to: page)
        }
    }

    func left(_ name: String, of connection: WebSocketConnection) {
        state.withLock { state in
            if let id = state.pages.remove(name, of: connection) { boards.tell(.gone(id)) }
        }
    }

    func closed(_ connection: WebSocketConnection) {
        state.withLock { state in
            for id in state.pages.removeAll(of: connection) { boards.tell(.gone(id)) }
        }
    }

    /// Changes the page, if it is there, and shows it on the boards.
    private func update(
        _ name: String,
        of connection: WebSocketConnection,
        _ change: (inout ReloadPage, inout News) -> Void
    ) {
        state.withLock { state in
            let page = state.pages.update(name, of: connection) { change(&$0, &state.news) }
            if let page { boards.tell(.page(BoardMessage.Page(page))) }
        }
    }

    // MARK: Files change

    func changed(_ changes: [FileChange]) {
        state.withLock { state in
            state.news.changes.append(changes)
            let named = changes.named
            let latest = state.news.changes.latest
            state.pages.forEach { page in
                for change in changes { page.document?.note(change) }
                if page.isWelcome { tell(page.concerns(named), to: page, upTo: latest) }
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
            guard state.news.troubles.count < Self.maxTroubles, !state.news.troubles.contains(trouble) else { return }
            state.news.troubles.append(trouble)
            boards.tell(.troubles(state.news.troubles))
            for page in state.pages.sorted where page.isWelcome {
                send(ReloadMessage.Troubles(page: page.name, troubles: state.news.troubles), to: page)
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

    /// `seq` is the newest of the changes that the page has applied, which took it so many milliseconds. What is no news
    /// counts for no delay.
    func applied(
        _ seq: UInt64,
        _ how: String,
        took: Double? = nil,
        _ name: String,
        of connection: WebSocketConnection,
        isNews: Bool = true
    ) {
        let now = NIODeadline.now()
        update(name, of: connection) { page, news in
            let change = news.changes.change(seq)
            let isNews = isNews && seq > page.applied?.seq ?? 0
            let delay = isNews ? change.map { Double((now - $0.savedAt).nanoseconds) / 1e6 } : nil
            page.applied = ReloadPage.Application(
                seq: seq,
                how: how,
                delay: delay,
                took: took,
                time: .wallClock,
                path: change.map { "/" + $0.file }
            )
            page.isWaiting = false
            guard let delay else { return }
            page.delays.add(delay)
            news.delays.add(delay)
            guard !news.areDelaysDue else { return }
            news.areDelaysDue = true
            connection.eventLoop.scheduleTask(in: Self.delaysInterval) { self.showDelays() }
        }
    }

    private func showDelays() {
        state.withLock { state in
            state.news.areDelaysDue = false
            if let summary = state.news.delays.summary { boards.tell(.delays(summary)) }
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
            for page in state.pages.sorted { send(ReloadMessage.Go(page: page.name, url: url), to: page) }
            return state.pages.count
        }
    }

    /// From now on the board is told what happens; first, what there is.
    func add(_ board: Board) -> Bool {
        state.withLock { state in
            guard boards.add(board) else { return false }
            board.tell(.hello(boot: boot, seq: state.news.changes.latest))
            board.tell(.pages(state.pages.sorted.map(BoardMessage.Page.init)))
            board.tell(.changes(boards.lastChanges))
            if !state.news.troubles.isEmpty { board.tell(.troubles(state.news.troubles)) }
            if let summary = state.news.delays.summary { board.tell(.delays(summary)) }
            return true
        }
    }
}
