/// `--proxy /api=http://127.0.0.1:3000`: requests for `/api` and what is under it are another server's.
package struct ProxyRule: Hashable, Sendable, CustomStringConvertible {
    /// From a slash to no slash; empty for every path.
    let prefix: String
    package let target: ProxyTarget

    package init(prefix: String, target: ProxyTarget) throws(ProxyRuleError) {
        guard ProxyPath.isPlain(prefix.utf8) else { throw .prefixIsNoPath }
        self.prefix = prefix.utf8.last == UInt8(ascii: "/") ? String(prefix.dropLast()) : prefix
        self.target = target
        guard !ProxyRules.isOurs(self.prefix.utf8) else { throw .prefixIsOurs }
    }

    /// As on the command line.
    package var description: String { "\(shownPrefix)=\(target)" }

    package var shownPrefix: String { prefix.isEmpty ? "/" : prefix }
}
