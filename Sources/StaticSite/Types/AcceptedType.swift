/// How much a client wants a media type that it names in its Accept field (RFC 9110 §12.5.1).
package enum AcceptedType {
    /// From 0, not at all or not named, to 1000. Wildcards name nothing: everybody sends them.
    package static func weight(of type: String, in accept: String?) -> Int {
        for range in (accept ?? "").utf8.split(separator: UInt8(ascii: ",")) {
            let parts = range.split(separator: UInt8(ascii: ";")).map { Substring($0).trimmed.lowercased() }
            guard parts.first == type else { continue }
            return parts.dropFirst().first { $0.hasPrefix("q=") }.map { thousandths($0.dropFirst(2)) } ?? 1000
        }
        return 0
    }

    /// Of `0.5` or `1`; 0 for what is no weight.
    private static func thousandths(_ text: Substring) -> Int {
        guard let weight = Double(text), (0...1).contains(weight) else { return 0 }
        return Int(weight * 1000)
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        guard let first = utf8.firstIndex(where: { !isBlank($0) }), let last = utf8.lastIndex(where: { !isBlank($0) })
        else {
            return ""
        }
        return self[first...last]
    }
}
