import NIOCore

/// Which `charset` the bytes of a text prove. None is claimed that they do not, because it would overrule what the
/// document says of itself: pages in GBK or Big5 have a `<meta>` for it.
enum Charset {
    /// The parameter's value in the form that browsers know (Encoding Standard §4.2); `nil` where there is none to be
    /// sent.
    ///
    /// `start` is how the file begins, or all of it where `isWhole`. `encodingGuess`, libmagic's name for the encoding, is
    /// only asked for where there are NUL bytes, as in UTF-16 without a mark. A type that has parameters keeps them.
    static func parameter(
        type: String,
        start: ByteBuffer,
        isWhole: Bool,
        encodingGuess: () -> String?
    ) -> String? {
        guard MediaType.takesCharset(type), !type.utf8.contains(UInt8(ascii: ";")) else { return nil }
        let bytes = start.readableBytesView
        if let marked = marked(bytes) { return marked }
        if bytes.contains(0), let guess = encodingGuess(), ["utf-16le", "utf-16be"].contains(guess) { return guess }
        return isWhole && isUTF8BeyondASCII(bytes) ? "utf-8" : nil
    }

    /// By the byte-order mark, which browsers heed before anything else.
    private static func marked(_ bytes: ByteBufferView) -> String? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return "utf-8" }
        if bytes.starts(with: [0xFE, 0xFF]) { return "utf-16be" }
        // With two zeros behind it it is the mark of UTF-32, which no browser reads.
        return bytes.starts(with: [0xFF, 0xFE]) && !bytes.dropFirst(2).starts(with: [0, 0]) ? "utf-16le" : nil
    }

    private static func isUTF8BeyondASCII(_ bytes: ByteBufferView) -> Bool {
        bytes.contains { $0 >= 0x80 } && String(validating: bytes, as: UTF8.self) != nil
    }
}
