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
    private let encoding: DocumentEncoding
    /// Where the tag goes, in bytes from the start, and what goes between it and what is before.
    private let position: Int
    private let filler: [UInt8]

    /// `charset` is what the `Content-Type` field says; without it the document's own words count. Time is linear in the
    /// document's size.
    package init(document: ByteBuffer, charset: String?) {
        let bytes = document.readableBytesView
        original = document
        let mark = DocumentEncoding(markIn: bytes)
        let declared = mark ?? MetaPrescan.encoding(in: bytes)
        declaresCharset = declared != nil
        encoding = mark ?? charset.flatMap { DocumentEncoding(label: $0) } ?? declared ?? .singleByte
        isASCII = bytes.allSatisfy { $0 < 0x80 }
        isUTF8 = isASCII || String(validating: bytes, as: UTF8.self) != nil

        let start = mark?.markBytes ?? 0
        var units = CodeUnits(bytes, encoding, from: start)
        var scanner = HTMLScanner()
        scanner.scan(&units)
        metaPolicies = scanner.metaPolicies
        isAppended = scanner.runsScriptNext()
        position = isAppended ? bytes.count : scanner.headStartEnd ?? scanner.doctypeEnd ?? start
        filler = isAppended ? units.filler : []
    }

    /// The document with the tag, which is ASCII, in the document's encoding.
    package func document(with tag: String) -> ByteBuffer {
        let inserted = filler + encoding.bytes(of: tag)
        let before = original.readableBytesView.prefix(position)
        let after = original.readableBytesView.dropFirst(position)
        var whole = ByteBuffer()
        whole.reserveCapacity(original.readableBytes + inserted.count)
        whole.writeBytes(before)
        whole.writeBytes(inserted)
        whole.writeBytes(after)
        return whole
    }
}
