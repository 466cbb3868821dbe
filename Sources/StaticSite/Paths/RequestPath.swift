/// The path of a request target, decoded once and known to be harmless: the only way to name a file of the site.
package struct RequestPath: Equatable, Sendable {
    package enum Refusal: Error, Equatable, Sendable {
        /// It cannot be what anybody meant: a broken escape, NUL, a backslash, bytes that are not UTF-8.
        case malformed
        /// It could be meant, but the site has no such name: `..`, an empty segment, a hidden file.
        case noSuchName
    }

    /// The names on the way from the root, none of them empty, `.`, `..` or hidden, none with `/` or NUL in it.
    package let segments: [String]
    /// Whether the path ends with `/`: it names what is in a directory.
    package let namesDirectory: Bool
    /// `?` and what follows, as it was sent; empty where there is none.
    package let query: String

    /// `target` is in origin form (RFC 9112 §3.2.1), with the query if there is one.
    package init(target: String) throws(Refusal) {
        // Bytes and not characters: a mark that joins with the character beside it would hide a `/` or `?`.
        let slash = UInt8(ascii: "/")
        guard target.utf8.first == slash else { throw .malformed }
        let path = target.utf8.prefix { $0 != UInt8(ascii: "?") }
        query = String(target[path.endIndex...])
        namesDirectory = path.last == slash

        var parts = path.dropFirst().split(separator: slash, omittingEmptySubsequences: false)
        if namesDirectory { parts.removeLast() }
        var segments: [String] = []
        for part in parts {
            let segment = try Self.decode(part)
            guard !segment.isEmpty else { throw .noSuchName }
            guard !Self.isHidden(segment, depth: segments.count) else { throw .noSuchName }
            segments.append(segment)
        }
        self.segments = segments
    }

    /// The path as it may stand in a `Location` field. It begins with exactly one slash, so it cannot name another host.
    package var encoded: String {
        "/" + segments.map(Self.encoded).joined(separator: "/")
    }

    /// The path for a person to read.
    package var display: String {
        "/" + segments.joined(separator: "/") + (namesDirectory && !segments.isEmpty ? "/" : "")
    }

    /// Hidden files are nobody's business; `/.well-known/` is meant to be read (RFC 8615). `.` and `..` are among them. Nor
    /// are the settings, what an editor or gzip leaves beside them, and all spellings that some file system takes for them.
    static func isHidden(_ name: String, depth: Int) -> Bool {
        if name.utf8.first == UInt8(ascii: ".") { return !(depth == 0 && name == ".well-known") }
        return depth == 0 && name.uppercased().utf8.starts(with: settings.utf8)
    }

    /// `webdemo.json` at the top of the directory may name other servers and secrets of theirs.
    private static let settings = "WEBDEMO.JSON"

    /// Whether a request could ask for this name in a directory: one of a file system may have other bytes in it.
    static func canName(_ name: some Collection<UInt8>) -> Bool {
        !name.isEmpty && !name.contains(where: isForbidden)
    }

    /// Control characters, and the backslash, which is a slash elsewhere.
    private static func isForbidden(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\\")
    }

    private static func decode(_ part: some Collection<UInt8>) throws(Refusal) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(part.count)
        var rest = part.makeIterator()
        while let byte = rest.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.next()?.hexadecimalDigit, let low = rest.next()?.hexadecimalDigit else {
                throw .malformed
            }
            bytes.append(high << 4 | low)
        }
        guard !bytes.contains(where: isForbidden) else { throw .malformed }
        // An encoded slash is part of a name, and no name has one.
        guard !bytes.contains(UInt8(ascii: "/")) else { throw .noSuchName }
        guard let segment = String(validating: bytes, as: UTF8.self) else { throw .malformed }
        return segment
    }

    /// A name as it may stand between two slashes. Leaves what RFC 3986 §2.3 calls unreserved.
    package static func encoded(_ segment: String) -> String {
        var encoded = ""
        for byte in segment.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(UnicodeScalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return encoded
    }
}

extension UInt8 {
    fileprivate var hexadecimalDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
