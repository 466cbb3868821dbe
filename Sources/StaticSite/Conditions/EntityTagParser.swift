/// Turns the bytes of a field into entity tags (RFC 9110 §8.8.3), with empty members left out (§5.6.1.2).
struct EntityTagParser {
    private var rest: ArraySlice<UInt8>

    init(_ field: some Collection<UInt8>) {
        rest = Array(field)[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// All the tags of a list; `nil` when anything in it is not one.
    mutating func list() -> [EntityTag]? {
        var tags: [EntityTag] = []
        skipBlanks()
        while !rest.isEmpty {
            if !take(",") {
                guard let tag = tag() else { return nil }
                tags.append(tag)
                skipBlanks()
                guard rest.isEmpty || take(",") else { return nil }
            }
            skipBlanks()
        }
        return tags
    }

    /// The tag that comes next.
    mutating func tag() -> EntityTag? {
        let isWeak = take("W/")
        guard take("\"") else { return nil }
        let opaque = rest.prefix(while: \.isTagOctet)
        rest = rest.dropFirst(opaque.count)
        guard take("\"") else { return nil }
        return EntityTag(opaque: String(decoding: opaque, as: UTF8.self), isWeak: isWeak)
    }

    private mutating func take(_ text: String) -> Bool {
        guard rest.starts(with: text.utf8) else { return false }
        rest = rest.dropFirst(text.utf8.count)
        return true
    }

    private mutating func skipBlanks() {
        rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }
}

extension UInt8 {
    /// `etagc`: anything that can be seen but the quote, and all that is not ASCII.
    fileprivate var isTagOctet: Bool {
        self == 0x21 || (0x23...0x7E).contains(self) || self >= 0x80
    }
}
