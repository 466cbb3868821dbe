/// Where a page comes from, as its browser says in the Origin field: `null`, or scheme, host and port (RFC 6454 §6.2).
///
/// Two are equal when they name the same place: in upper or lower case, with a scheme's own port or without. What an
/// origin consists of may stand in a command to copy.
package struct Origin: Hashable, Sendable, CustomStringConvertible {
    /// A page opened from a file, and others whose browser keeps their origin to itself.
    package static let null = Origin(description: "null")

    /// No name of a host is longer than 253 bytes, so no origin is longer than this. Bounds what is kept and shown of one.
    private static let maxBytes = 300

    /// In lower case, and without the scheme's own port.
    package let description: String
    /// In lower case, an IPv6 address in brackets; `nil` where it is kept secret.
    private let host: String?

    private init(description: String) {
        self.description = description
        host = nil
    }

    /// `nil` for what no browser sends, which is all that has a path, a user or more than one origin in it.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.maxBytes, text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let text = Substring(text.lowercased()).utf8
        guard !text.elementsEqual("null".utf8) else {
            self = .null
            return
        }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), text[colon...].starts(with: "://".utf8),
            text.first.map(\.isLetter) == true, text[..<colon].allSatisfy(\.isSchemeByte)
        else { return nil }
        let scheme = String(Substring(text[..<colon]))
        guard let (host, port) = Self.hostAndPort(text[colon...].dropFirst("://".utf8.count)) else { return nil }
        let shownPort = port.flatMap { $0 == Self.ownPort(of: scheme) ? nil : ":\($0)" } ?? ""
        description = "\(scheme)://\(host)\(shownPort)"
        self.host = String(host)
    }

    /// The origin of the pages that come from `authority` by the same scheme as this one's: the server does not know by
    /// which it is reached from outside. `nil` where pages do not come from servers.
    func ofSameScheme(at authority: String) -> Origin? {
        guard let scheme = ["http://", "https://"].first(where: description.hasPrefix) else { return nil }
        return Origin(scheme + authority)
    }

    /// Whether pages of this origin come from the host that `authority` names, by whichever port.
    func isAtHost(of authority: String) -> Bool {
        guard let own = ofSameScheme(at: authority) else { return false }
        return host == own.host
    }

    private static func ownPort(of scheme: String) -> UInt16? {
        switch scheme {
        case "http": 80
        case "https": 443
        default: nil
        }
    }

    private static func hostAndPort(_ text: Substring.UTF8View) -> (host: Substring, port: UInt16?)? {
        let isBracketed = text.first == UInt8(ascii: "[")
        let hostEnd =
            isBracketed
            ? text.firstIndex(of: UInt8(ascii: "]")).map(text.index(after:))
            : text.firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex
        guard let hostEnd else { return nil }
        let name = isBracketed ? text[..<hostEnd].dropFirst().dropLast() : text[..<hostEnd]
        guard !name.isEmpty, name.allSatisfy({ isBracketed ? $0.isAddressByte : $0.isNameByte }) else { return nil }
        let rest = text[hostEnd...]
        guard !rest.isEmpty else { return (Substring(text), nil) }
        guard rest.first == UInt8(ascii: ":"), let port = Self.port(rest.dropFirst()) else { return nil }
        return (Substring(text[..<hostEnd]), port)
    }

    /// A number in the only form that browsers send.
    private static func port(_ digits: Substring.UTF8View) -> UInt16? {
        guard digits.allSatisfy(\.isDigit), digits.first != UInt8(ascii: "0") else { return nil }
        return UInt16(Substring(digits))
    }
}

/// Of text in lower case.
extension UInt8 {
    fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    fileprivate var isSchemeByte: Bool { isLetter || isDigit || "+-.".utf8.contains(self) }
    fileprivate var isNameByte: Bool { isLetter || isDigit || "-._".utf8.contains(self) }
    fileprivate var isAddressByte: Bool { isDigit || "abcdef:.".utf8.contains(self) }
}
