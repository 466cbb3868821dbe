/// One directive of a policy: a name and, mostly, a list of sources (CSP3 §2.3).
struct PolicyDirective {
    /// As it stands between the semicolons, with the white space around it.
    let text: Substring
    /// In small letters.
    let name: String
    let values: [Substring]

    /// `nil` where there is nothing but white space.
    init?(_ text: Substring) {
        let words = text.split { $0.utf8.allSatisfy(\.isHTMLSpace) }
        guard let name = words.first else { return nil }
        self.text = text
        self.name = name.lowercased()
        values = Array(words.dropFirst())
    }

    /// Whether the list allows nothing, and is replaced where something is added: next to others `'none'` is ignored.
    var isNone: Bool { values.isEmpty || values.count == 1 && values[0].isSpelled("'none'") }

    func has(_ keyword: String) -> Bool { values.contains { $0.isSpelled(keyword) } }

    /// With its quotes; its letters are the same in one case only.
    func has(hash: String) -> Bool { values.contains { $0 == hash } }

    /// Whether scripts in the document run, unless one of the sources says which (CSP3 §6.7.3.2).
    var allowsInline: Bool {
        has("'unsafe-inline'")
            && !values.contains { $0.isSpelled("'strict-dynamic'") || Self.isNonceOrHash($0) }
    }

    /// What is none by the grammar (CSP3 §2.3.1) browsers pass over.
    private static func isNonceOrHash(_ source: Substring) -> Bool {
        let kinds = ["'nonce-", "'sha256-", "'sha384-", "'sha512-"]
        guard let kind = kinds.first(where: { source.prefix($0.count).isSpelled($0) }), source.last == "'" else {
            return false
        }
        let value = source.dropFirst(kind.count).dropLast().utf8
        let letters = value.prefix { $0.isASCIILetter || (0x30...0x39).contains($0) || "+/-_".utf8.contains($0) }
        let padding = value.dropFirst(letters.count)
        return !letters.isEmpty && padding.count <= 2 && padding.allSatisfy { $0 == UInt8(ascii: "=") }
    }

    func allows(_ url: PolicyURL, from origin: PolicyURL) -> Bool {
        values.contains { PolicySource($0).allows(url, from: origin) }
    }

    /// The text with one more source at its end.
    func adding(_ source: String) -> String {
        let end = text.reversed().prefix { $0.utf8.allSatisfy(\.isHTMLSpace) }.count
        guard isNone else { return text.dropLast(end) + " " + source + text.suffix(end) }
        let start = text.prefix { $0.utf8.allSatisfy(\.isHTMLSpace) }
        let written = text.dropFirst(start.count).prefix(name.count)
        return start + written + " " + source + text.suffix(end)
    }
}
