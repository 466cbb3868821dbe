/// One expression of a source list (CSP3 §2.3.1), compared with a URL as in §6.7.2.7.
struct PolicySource {
    private let text: Substring

    init(_ text: Substring) {
        self.text = text
    }

    func allows(_ url: PolicyURL, from origin: PolicyURL) -> Bool {
        // Browsers take it for WebSockets, too.
        if text == "*" { return true }
        if text.isSpelled("'self'") { return allowsAsSelf(url, origin) }
        if text.hasPrefix("'") { return false }
        if text.last == ":", !text.dropLast().contains(where: { $0 == "/" || $0 == "." }) {
            return Self.scheme(text.dropLast().lowercased(), covers: url.scheme)
        }
        return allowsByHost(url, origin)
    }

    private func allowsAsSelf(_ url: PolicyURL, _ origin: PolicyURL) -> Bool {
        guard url.host == origin.host else { return false }
        let hasPort =
            url.port == origin.port
            || url.port == PolicyURL.usualPort(url.scheme) && origin.port == PolicyURL.usualPort(origin.scheme)
        // `ws` from `http` and `wss` from either.
        return hasPort
            && (Self.scheme(origin.scheme, covers: url.scheme) || url.scheme == "wss" || isPlain(url, origin))
    }

    private func isPlain(_ url: PolicyURL, _ origin: PolicyURL) -> Bool {
        origin.scheme == "http" && url.scheme == "ws"
    }

    private func allowsByHost(_ url: PolicyURL, _ origin: PolicyURL) -> Bool {
        var rest = text
        var scheme = origin.scheme
        if let end = rest.firstRange(of: "://") {
            scheme = rest[..<end.lowerBound].lowercased()
            rest = rest[end.upperBound...]
        }
        let authority = rest.prefix { $0 != "/" }
        let host = authority.prefix { $0 != ":" }
        let port = authority.dropFirst(host.count + 1)
        return Self.scheme(scheme, covers: url.scheme) && Self.host(host.lowercased(), covers: url)
            && Self.port(String(port), covers: url) && Self.path(rest.dropFirst(authority.count), covers: url.path)
    }

    /// A scheme stands for itself and for its secure sister (§6.7.2.9).
    private static func scheme(_ scheme: String, covers other: String) -> Bool {
        scheme == other || scheme == "http" && other == "https" || scheme == "ws" && other != ""
            || scheme == "wss" && other == "https"
    }

    private static func host(_ pattern: String, covers url: PolicyURL) -> Bool {
        if pattern == "*" { return !url.host.isEmpty }
        if pattern.hasPrefix("*.") { return url.host.hasSuffix(pattern.dropFirst()) }
        return pattern == url.host && url.isNameable
    }

    private static func port(_ pattern: String, covers url: PolicyURL) -> Bool {
        if pattern.isEmpty { return url.port == PolicyURL.usualPort(url.scheme) }
        return pattern == "*" || pattern == url.port || pattern == "80" && url.port == "443"
    }

    /// With a slash at its end it covers what is below; percent-encoding plays no part in our own paths.
    private static func path(_ pattern: Substring, covers path: String) -> Bool {
        if pattern.isEmpty || pattern == "/" { return true }
        return pattern.last == "/" ? path.hasPrefix(pattern) : path == pattern
    }
}
