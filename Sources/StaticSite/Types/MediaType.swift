/// What a media type says about the bytes it is given with.
package enum MediaType {
    static let binary = "application/octet-stream"
    static let html = "text/html"
    static let plain = "text/plain"

    /// Types whose bytes are text and for which a `charset` is defined (RFC 6657 for `text/*`, RFC 7303 for XML).
    ///
    /// JSON is not among them: it is UTF-8 (RFC 8259 §8.1), has no such parameter (§11), and browsers read it so.
    static func takesCharset(_ type: String) -> Bool {
        type.hasPrefix("text/") || isXML(type)
    }

    /// With or without parameters.
    package static func isHTML(_ type: String) -> Bool {
        type.utf8.starts(with: html.utf8)
            && [nil, UInt8(ascii: ";")].contains(type.utf8.dropFirst(html.utf8.count).first)
    }

    /// Types that a browser runs or renders with the site's rights: never given on the strength of a guess.
    static func isActive(_ type: String) -> Bool {
        isXML(type) || type.hasSuffix("javascript") || type.hasSuffix("ecmascript") || type.hasPrefix(html)
    }

    private static func isXML(_ type: String) -> Bool {
        type.hasSuffix("+xml") || type.hasSuffix("/xml")
    }
}
