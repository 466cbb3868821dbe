import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The `Content-Security-Policy` of a page that the server makes itself: nothing but the styles and scripts that stand in
/// it, by their hashes (CSP Level 3 §8.4), so that nothing that came in with a name could ever run.
enum PagePolicy {
    static func field(for html: String) -> String {
        let styles = hashes(of: "style", in: html)
        let scripts = hashes(of: "script", in: html)
        var parts = ["default-src 'none'", "img-src data:"]
        if !styles.isEmpty { parts.append("style-src " + styles.joined(separator: " ")) }
        if !scripts.isEmpty { parts.append("script-src " + scripts.joined(separator: " ")) }
        return (parts + ["base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'"]).joined(separator: "; ")
    }

    /// Of what stands between each opening tag and its closing tag. Names in a page are escaped, so only the templates
    /// have such tags.
    private static func hashes(of element: String, in html: String) -> [String] {
        let text = Array(html.utf8)
        var found: [String] = []
        var position = 0
        while let start = index(of: "<\(element)", in: text, from: position),
            let open = text[start...].firstIndex(of: UInt8(ascii: ">")),
            let end = index(of: "</\(element)>", in: text, from: open)
        {
            let digest = SHA256.hash(data: Data(text[(open + 1)..<end]))
            found.append("'sha256-\(Data(digest).base64EncodedString())'")
            position = end + 1
        }
        return found
    }

    /// A listing may have megabytes.
    private static func index(of tag: String, in text: [UInt8], from start: Int) -> Int? {
        let tag = Array(tag.utf8)
        var position = start
        while let next = text[position...].firstIndex(of: UInt8(ascii: "<")) {
            if text[next...].starts(with: tag) { return next }
            position = next + 1
        }
        return nil
    }
}
