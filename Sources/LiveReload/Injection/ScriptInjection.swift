package import NIOCore

/// Where a script's tag goes into an HTML document so that a browser runs it: after the last byte where that works, so
/// that the lines keep their numbers. Scripts that run before it have a listener before them (`ErrorListener`).
package struct ScriptInjection: Sendable {
    /// Whether the tag comes after the last byte; else it stands right after `<head>`, after the doctype or first.
    package let isAppended: Bool
    /// Where the listener goes, in bytes from the start; `nil` where it hears no more than the tag, or where browsers would
    /// no longer find how the document is encoded.
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
        let said = mark ?? charset.flatMap { DocumentEncoding(label: $0) }
        encoding = said ?? declared ?? .singleByte
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

        // Browsers look for the encoding in the first bytes only, and the listener makes them fewer.
        let room = MetaPrescan.maxBytes - ErrorListener.tag.utf8.count
        let isFound = said != nil || declared == MetaPrescan.encoding(in: bytes, within: room)
        let first = scanner.firstHeadStartEnd ?? scanner.doctypeEnd ?? start
        listenerPosition = isAppended && scanner.hasEarlyScript && isFound ? first : nil
    }

    /// What goes into the document at which byte of it, in their order: both tags, which are ASCII, in its encoding.
    package func insertions(
        of tag: String,
        listener: String = ErrorListener.tag
    ) -> [(position: Int, bytes: ByteBuffer)] {
        let tag = (position, ByteBuffer(bytes: filler + encoding.bytes(of: tag)))
        return (listenerPosition.map { [($0, ByteBuffer(bytes: encoding.bytes(of: listener)))] } ?? []) + [tag]
    }

    package func document(with tag: String, listener: String = ErrorListener.tag) -> ByteBuffer {
        let insertions = insertions(of: tag, listener: listener)
        let bytes = original.readableBytesView
        var whole = ByteBuffer()
        whole.reserveCapacity(insertions.reduce(bytes.count) { $0 + $1.bytes.readableBytes })
        var start = 0
        for (position, inserted) in insertions {
            whole.writeBytes(bytes.dropFirst(start).prefix(position - start))
            whole.writeImmutableBuffer(inserted)
            start = position
        }
        whole.writeBytes(bytes.dropFirst(start))
        return whole
    }

    /// The line of the listener, from 1 on, and how many columns of that, as scripts count them, are before it; `nil` where it
    /// is not known.
    package var listenerPlace: (line: Int, column: Int)? {
        guard let listenerPosition, !encoding.isUTF16 else { return nil }
        let lines = original.readableBytesView.prefix(listenerPosition)
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // A byte-order mark is no column.
        let last = String(decoding: lines.last ?? [], as: UTF8.self).utf16.drop { $0 == 0xFEFF }
        return (lines.count, last.count)
    }
}
