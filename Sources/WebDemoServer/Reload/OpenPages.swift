import WebSockets

/// The pages that are open, by the connection and the name that they have there, as many as there is room for.
struct OpenPages {
    /// In all, and behind one connection (the tabs of a browser).
    private static let maxPages = 2000
    private static let maxPagesOfConnection = 200
    /// Of what all pages use: bounds the memory. Past it a page is told of every change.
    private static let maxUsesBytes = 64 << 20

    private var pages: [UInt64: ReloadPage] = [:]
    private var ids: [UInt64: [String: UInt64]] = [:]
    private var lastID: UInt64 = 0
    private var usesBytes = 0

    var count: Int { pages.count }

    /// In the order in which they came.
    var sorted: [ReloadPage] { pages.values.sorted { $0.id < $1.id } }

    /// `make` gets the number of the page. `false` when there is no room for one more.
    mutating func add(_ make: (UInt64) -> ReloadPage) -> Bool {
        let page = make(lastID + 1)
        guard pages.count < Self.maxPages, ids[page.connection.id, default: [:]].count < Self.maxPagesOfConnection
        else { return false }
        lastID += 1
        ids[page.connection.id, default: [:]][page.name] = page.id
        put(page)
        return true
    }

    /// Returns the page as it became; `nil` when there is none of that name.
    mutating func update(
        _ name: String,
        of connection: WebSocketConnection,
        _ change: (inout ReloadPage) -> Void
    ) -> ReloadPage? {
        // Taken out, so that what it uses is not copied.
        guard let id = ids[connection.id]?[name], var page = take(id) else { return nil }
        change(&page)
        return put(page)
    }

    /// `change` leaves alone what they use.
    mutating func forEach(_ change: (inout ReloadPage) -> Void) {
        // With a loop over the indices all would be copied: those hold on to the pages.
        var index = pages.values.startIndex
        while index != pages.values.endIndex {
            change(&pages.values[index])
            pages.values.formIndex(after: &index)
        }
    }

    /// Returns its number.
    mutating func remove(_ name: String, of connection: WebSocketConnection) -> UInt64? {
        ids[connection.id]?.removeValue(forKey: name).flatMap { take($0)?.id }
    }

    /// Returns their numbers.
    mutating func removeAll(of connection: WebSocketConnection) -> [UInt64] {
        ids.removeValue(forKey: connection.id)?.values.compactMap { take($0)?.id } ?? []
    }

    private mutating func take(_ id: UInt64) -> ReloadPage? {
        guard let page = pages.removeValue(forKey: id) else { return nil }
        usesBytes -= page.usesBytes
        return page
    }

    @discardableResult
    private mutating func put(_ page: ReloadPage) -> ReloadPage {
        var page = page
        if usesBytes + page.usesBytes > Self.maxUsesBytes { page.useAll() }
        usesBytes += page.usesBytes
        pages[page.id] = page
        return page
    }
}
