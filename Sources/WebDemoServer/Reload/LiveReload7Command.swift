import LiveReload

/// What a client of LiveReload's protocol 7 is told.
enum LiveReload7Command: Encodable, Equatable, Sendable {
    case hello(protocols: [String])
    /// The client exchanges a style sheet or a picture in its page, and for all else loads the page again; where it is not
    /// `live`, always.
    case reload(path: String, isLive: Bool)

    /// Files that are exchanged one by one. For more, loading the page is less work, and less to send.
    private static let maxExchanged = 20

    private static let pictures: Set<Substring> = ["avif", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp"]

    private enum Key: CodingKey {
        case command, protocols, serverName, path, liveCSS, liveImg
    }

    /// The fewest commands after which a page is as the files are.
    static func commands(for changes: [FileChange]) -> [LiveReload7Command] {
        var (exchanged, known): ([String], Set<String>) = ([], [])
        for change in changes {
            let path = "/" + change.file
            switch kind(of: change) {
            case .noPages: continue
            case .pages: return [.reload(path: path, isLive: true)]
            case .partOfPages: if known.insert(path).inserted { exchanged.append(path) }
            }
        }
        let isLive = exchanged.count <= maxExchanged
        return exchanged.prefix(isLive ? maxExchanged : 1).map { .reload(path: $0, isLive: isLive) }
    }

    private enum Kind {
        case partOfPages, pages, noPages
    }

    private static func kind(of change: FileChange) -> Kind {
        let name = (change.segments.last ?? "").lowercased()
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return .pages }
        let ending = name[name.utf8.index(after: dot)...]
        // A source map is for the browser's tools alone, and changes with what it maps.
        if ending == "map" { return .noPages }
        return ending == "css" || pictures.contains(ending) ? .partOfPages : .pages
    }

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        switch self {
        case .hello(let protocols):
            try object.encode("hello", forKey: .command)
            try object.encode(protocols, forKey: .protocols)
            try object.encode("webdemo", forKey: .serverName)
        case .reload(let path, let isLive):
            try object.encode("reload", forKey: .command)
            try object.encode(path, forKey: .path)
            try object.encode(isLive, forKey: .liveCSS)
            try object.encode(isLive, forKey: .liveImg)
        }
    }
}
