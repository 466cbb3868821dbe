import WebSockets

/// Another HTTP server, as `--proxy` names it: `http://127.0.0.1:3000`, `https://example.org/v1`.
package struct ProxyTarget: Hashable, Sendable, CustomStringConvertible {
    let isSecure: Bool
    /// A name or an address, in lower case and without brackets.
    let host: String
    let port: Int
    /// Host and port as in an address, without the scheme's own port.
    let authority: String
    /// What the paths of requests are put behind: empty, or from a slash to no slash.
    let basePath: String

    package init(_ text: String) throws(ProxyRuleError) {
        let bytes = text.utf8
        guard let scheme = ["http://", "https://"].first(where: { text.lowercased().utf8.starts(with: $0.utf8) })
        else { throw .schemeNotHTTP }
        let rest = bytes.dropFirst(scheme.utf8.count)
        guard !rest.contains(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) else {
            throw .targetHasQuery
        }
        let pathStart = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        guard let origin = Origin(scheme + String(Substring(rest[..<pathStart]))) else { throw .authorityMalformed }
        isSecure = scheme == "https://"
        authority = String(origin.description.dropFirst(scheme.utf8.count))
        (host, port) = Self.hostAndPort(authority, usual: isSecure ? 443 : 80)
        basePath = try Self.basePath(rest[pathStart...])
    }

    package var description: String { (isSecure ? "https://" : "http://") + authority + basePath }

    /// `scheme://host:port`, as browsers write origins.
    var origin: String { (isSecure ? "https://" : "http://") + authority }

    /// Of an authority that is known to be well-formed.
    private static func hostAndPort(_ authority: String, usual: Int) -> (String, Int) {
        let end =
            authority.utf8.first == UInt8(ascii: "[")
            ? authority.utf8.firstIndex(of: UInt8(ascii: "]")).map(authority.utf8.index(after:))
            : authority.utf8.firstIndex(of: UInt8(ascii: ":"))
        let host = Substring(authority.utf8[..<(end ?? authority.utf8.endIndex)])
        let port = Int(Substring(authority.utf8[(end ?? authority.utf8.endIndex)...].dropFirst())) ?? usual
        return (host.first == "[" ? String(host.dropFirst().dropLast()) : String(host), port)
    }

    private static func basePath(_ path: Substring.UTF8View) throws(ProxyRuleError) -> String {
        guard !path.isEmpty else { return "" }
        guard ProxyPath.isPlain(path) else { throw .basePathIsNoPath }
        return String(Substring(path.last == UInt8(ascii: "/") ? path.dropLast() : path))
    }
}
