/// In which form a client wants a listing, by its Accept field (RFC 9110 §12.5.1).
enum ListingForm: Equatable {
    case html, json, text

    /// HTML and JSON are for those who name them, and of the two the one that is wanted more, or HTML. What everybody else
    /// accepts, curl's and `fetch`'s `*/*` as well, is text.
    init(accept: String?) {
        let accept = accept ?? ""
        let (html, json) = (Self.weight(of: "text/html", in: accept), Self.weight(of: "application/json", in: accept))
        self = html > 0 && html >= json ? .html : json > 0 ? .json : .text
    }

    /// From 0, not at all, to 1000.
    private static func weight(of type: String, in accept: String) -> Int {
        for range in accept.utf8.split(separator: UInt8(ascii: ",")) {
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
