import NIOCore

/// Which paths are another server's: the longest prefix counts, in whole names, and what is webdemo's own stays its own.
struct ProxyRules: Sendable {
    static let none = ProxyRules([])

    private let rules: [(prefix: [UInt8], rule: ProxyRule)]

    init(_ rules: [ProxyRule]) {
        self.rules = rules.map { (Array($0.prefix.utf8), $0) }.sorted { $0.prefix.count > $1.prefix.count }
    }

    var isEmpty: Bool { rules.isEmpty }
    var all: [ProxyRule] { rules.map(\.rule) }

    /// `path` is as it was sent, without the query.
    func rule(for path: ByteBuffer) -> ProxyRule? {
        guard !rules.isEmpty else { return nil }
        return path.withUnsafeReadableBytes { path in
            // `*` is no path.
            guard path.first == UInt8(ascii: "/"), !Self.isOurs(path) else { return nil }
            return rules.first { Self.isUnder($0.prefix, path) }?.rule
        }
    }

    static func isOurs(_ path: some Collection<UInt8>) -> Bool {
        isUnder(Array("/_webdemo".utf8), path)
    }

    private static func isUnder(_ prefix: [UInt8], _ path: some Collection<UInt8>) -> Bool {
        guard path.starts(with: prefix) else { return false }
        let rest = path.dropFirst(prefix.count)
        return rest.isEmpty || rest.first == UInt8(ascii: "/")
    }
}
