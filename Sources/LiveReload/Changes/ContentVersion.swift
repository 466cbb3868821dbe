package import Crypto

/// What tells one content from another: the start of its SHA-256.
package struct ContentVersion: Hashable, Sendable {
    private let bytes: UInt64

    package init(_ digest: SHA256Digest) {
        bytes = digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// `nil` unless it is 16 hexadecimal digits.
    package init?(_ text: String) {
        // A sign would be taken, too.
        guard text.utf8.count == 16, text.utf8.first.map({ $0 > UInt8(ascii: "/") }) == true,
            let bytes = UInt64(text, radix: 16)
        else { return nil }
        self.bytes = bytes
    }

    package var text: String {
        let digits = String(bytes, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
