import NIOCore

/// What encoding a document's `<meta>` declares, looked for in its first bytes as browsers do, before they tokenize it
/// (HTML §13.2.3.2, "prescan a byte stream to determine its encoding").
struct MetaPrescan {
    static let maxBytes = 1024

    private var rest: ArraySlice<UInt8>

    /// `nil` if there is none that browsers know.
    static func encoding(in document: ByteBufferView, within count: Int = maxBytes) -> DocumentEncoding? {
        var prescan = MetaPrescan(rest: ArraySlice(document.prefix(count)))
        return prescan.encoding()
    }

    private mutating func encoding() -> DocumentEncoding? {
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[start...]
            if begins("<!--") {
                skipComment()
            } else if begins("<meta"), isSeparator(rest.dropFirst(5).first) {
                rest = rest.dropFirst(5)
                if let found = declaredByMeta() { return found }
            } else if beginsTag {
                rest = rest.drop { !$0.isHTMLSpace && $0 != UInt8(ascii: ">") }
                while nextAttribute() != nil {}
            } else if begins("<!") || begins("</") || begins("<?") {
                rest = rest.drop { $0 != UInt8(ascii: ">") }
            } else {
                rest = rest.dropFirst()
            }
        }
        return nil
    }

    private func begins(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { rest.lazy.map(\.lowercasedASCII).starts(with: $0) }
    }

    private func isSeparator(_ byte: UInt8?) -> Bool {
        byte.map { $0.isHTMLSpace || $0 == UInt8(ascii: "/") } == true
    }

    private var beginsTag: Bool {
        let name = rest.dropFirst(begins("</") ? 2 : 1)
        return name.first?.isASCIILetter == true
    }

    /// The dashes of `<!-->` are its end, too.
    private mutating func skipComment() {
        var dashes = 0
        for index in rest.indices.dropFirst(2) {
            if rest[index] == UInt8(ascii: ">"), dashes >= 2 {
                rest = rest[(index + 1)...]
                return
            }
            dashes = rest[index] == UInt8(ascii: "-") ? dashes + 1 : 0
        }
        rest = []
    }

    private mutating func declaredByMeta() -> DocumentEncoding? {
        var seen: Set<String> = []
        var charset: String?
        var needsPragma = false
        var hasPragma = false
        while let (name, value) = nextAttribute() {
            guard seen.insert(name).inserted else { continue }
            switch name {
            case "http-equiv": hasPragma = hasPragma || value == "content-type"
            case "content":
                guard charset == nil, let found = Self.charset(in: value) else { continue }
                charset = found
                needsPragma = true
            case "charset":
                charset = value
                needsPragma = false
            default: continue
            }
        }
        guard let charset, hasPragma || !needsPragma, let encoding = DocumentEncoding(label: charset) else {
            return nil
        }
        // A document in which this can be read is not in UTF-16.
        return encoding.isUTF16 ? .utf8 : encoding
    }

    /// "Algorithm for extracting a character encoding from a `meta` element" (HTML §2.5.5).
    private static func charset(in content: String) -> String? {
        var rest = Array(content.utf8)[...]
        while let range = rest.firstRange(of: Array("charset".utf8)) {
            rest = rest[range.upperBound...].drop(while: \.isHTMLSpace)
            guard rest.first == UInt8(ascii: "=") else { continue }
            rest = rest.dropFirst().drop(while: \.isHTMLSpace)
            guard let quote = rest.first else { return nil }
            if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
                let value = rest.dropFirst()
                return value.firstIndex(of: quote).map { String(decoding: value[..<$0], as: UTF8.self) }
            }
            return String(decoding: rest.prefix { !$0.isHTMLSpace && $0 != UInt8(ascii: ";") }, as: UTF8.self)
        }
        return nil
    }

    /// "Get an attribute", name and value in small letters; `nil` at the tag's end.
    private mutating func nextAttribute() -> (name: String, value: String)? {
        rest = rest.drop { isSeparator($0) }
        guard let first = rest.first, first != UInt8(ascii: ">") else { return nil }
        // The first byte of a name may be `=`.
        let end =
            rest.dropFirst().firstIndex { isSeparator($0) || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ">") }
            ?? rest.endIndex
        let name = text(rest[..<end])
        rest = rest[end...].drop(while: \.isHTMLSpace)
        guard rest.first == UInt8(ascii: "=") else { return (name, "") }
        rest = rest.dropFirst().drop(while: \.isHTMLSpace)
        return (name, value())
    }

    private mutating func value() -> String {
        if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let quoted = rest.dropFirst()
            let end = quoted.firstIndex(of: quote) ?? quoted.endIndex
            rest = quoted[end...].dropFirst()
            return text(quoted[..<end])
        }
        let end = rest.firstIndex { $0.isHTMLSpace || $0 == UInt8(ascii: ">") } ?? rest.endIndex
        defer { rest = rest[end...] }
        return text(rest[..<end])
    }

    private func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.map(\.lowercasedASCII), as: UTF8.self)
    }
}
