package import NIOCore

/// Where a script's tag goes into an HTML document so that a browser runs it: after the last byte where that works, so
/// that the lines keep their numbers.
package struct ScriptInjection: Sendable {
    /// Whether the tag comes after the last byte; else it stands right after `<head>`, after the doctype or first.
    package let isAppended: Bool
    /// The contents of each `<meta http-equiv=content-security-policy>` that a browser heeds.
    package let metaPolicies: [String]
    /// Whether the document itself says how it is encoded: by its byte-order mark or a `<meta>` in its first 1024 bytes.
    package let declaresCharset: Bool
    /// Whether all bytes are valid UTF-8.
    package let isUTF8: Bool
    /// Whether all bytes are ASCII, so that most encodings mean the same.
    package let isASCII: Bool

    private let original: ByteBuffer
    private let position: Int

    /// `charset` is what the `Content-Type` field says; without it the document's own words count.
    package init(document: ByteBuffer, charset: String?) {
        original = document
        position = document.readableBytes
        isAppended = true
        metaPolicies = []
        declaresCharset = false
        isUTF8 = String(validating: document.readableBytesView, as: UTF8.self) != nil
        isASCII = document.readableBytesView.allSatisfy { $0 < 0x80 }
    }

    /// The document with the tag, which is ASCII, in the document's encoding.
    package func document(with tag: String) -> ByteBuffer {
        var whole = original
        whole.writeString(tag)
        return whole
    }
}
