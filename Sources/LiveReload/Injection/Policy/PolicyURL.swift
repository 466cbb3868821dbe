/// The parts of an absolute `http`, `https`, `ws` or `wss` URL that sources are compared with.
struct PolicyURL {
    let text: String
    let scheme: String
    /// In small letters; of an IPv6 address with its brackets.
    let host: String
    let port: String
    let path: String

    /// What lacks a part has it empty, so that no source but wide ones matches.
    init(_ text: String) {
        self.text = text
        let scheme = text.prefix { $0 != ":" }
        let rest = text.dropFirst(scheme.count).drop { $0 == ":" || $0 == "/" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let hostEnd = authority.lastIndex(of: "]").map { authority.index(after: $0) } ?? authority.startIndex
        let colon = authority[hostEnd...].lastIndex(of: ":")
        self.scheme = scheme.lowercased()
        host = authority[..<(colon ?? authority.endIndex)].lowercased()
        let written = colon.map { String(authority[authority.index(after: $0)...]) } ?? ""
        port = written.isEmpty ? Self.usualPort(self.scheme) : written
        path = String(rest.dropFirst(authority.count).prefix { $0 != "?" && $0 != "#" })
    }

    static func usualPort(_ scheme: String) -> String {
        switch scheme {
        case "http", "ws": "80"
        case "https", "wss": "443"
        default: ""
        }
    }

    /// Whether sources can name the host: an IPv6 address is none (CSP3 §2.3.1, `host-char`).
    var isNameable: Bool { !host.isEmpty && !host.hasPrefix("[") }
}
