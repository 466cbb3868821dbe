package import NIOCore

/// Where a script's tag goes into an HTML document so that a browser runs it: after the last byte where that works, so
/// that the lines keep their numbers. Scripts that run before it have a listener before them (`ErrorListener`).
package struct ScriptInjection: Sendable {
    /// Whether the tag comes after the last byte; else it stands right after `<head>`, after the doctype or first.
    package let isAppended: Bool
    /// Where the listener goes, in bytes from the start; `nil` where it hears no more than the tag.
    package let listenerPosition: Int?
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
        let early = scanner.headStartEnd ?? scanner.doctypeEnd ?? start
        position = isAppended ? bytes.count : early
        filler = isAppended ? units.filler : []

        // Browsers look for the encoding in the first bytes only, and the listener makes them fewer.
        let room = MetaPrescan.maxBytes - ErrorListener.tag.utf8.count
        let isDeclaredEarly =
            mark != nil || charset != nil || declared == MetaPrescan.encoding(in: bytes, within: room)
        listenerPosition = isAppended && scanner.runsScripts && isDeclaredEarly ? early : nil
    }

    /// What goes before the rest of the document and what after it, with both tags, which are ASCII, in its encoding.
    package func parts(
        with tag: String,
        listener: String = ErrorListener.tag
    ) -> (before: ByteBuffer, rest: Range<Int>, after: ByteBuffer) {
        let tag = encoding.bytes(of: tag)
        let bytes = original.readableBytesView
        guard isAppended else {
            return (ByteBuffer(bytes: bytes.prefix(position) + tag), position..<bytes.count, ByteBuffer())
        }
        let after = ByteBuffer(bytes: filler + tag)
        guard let start = listenerPosition else { return (ByteBuffer(), 0..<bytes.count, after) }
        let before = ByteBuffer(bytes: bytes.prefix(start) + encoding.bytes(of: listener))
        return (before, start..<bytes.count, after)
    }

    package func document(with tag: String, listener: String = ErrorListener.tag) -> ByteBuffer {
        var (whole, rest, after) = parts(with: tag, listener: listener)
        whole.reserveCapacity(minimumWritableBytes: rest.count + after.readableBytes)
        whole.writeBytes(original.readableBytesView.dropFirst(rest.lowerBound))
        whole.writeBuffer(&after)
        return whole
    }
}
