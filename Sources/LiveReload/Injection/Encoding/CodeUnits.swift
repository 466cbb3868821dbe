import NIOCore

/// The code units of a document as the tokenizer takes them: ASCII as it is, anything else as 0x80.
struct CodeUnits: IteratorProtocol {
    /// What the last escape sequence of ISO-2022-JP has selected (Encoding Standard §12.2).
    private enum Selection {
        case ascii
        case other
    }

    /// Where the last unit ends, from the start of the document.
    private(set) var position: Int
    private let bytes: ByteBufferView
    private let encoding: DocumentEncoding
    private var selection = Selection.ascii

    /// From the byte at `position` on.
    init(_ bytes: ByteBufferView, _ encoding: DocumentEncoding, from position: Int) {
        self.bytes = bytes
        self.encoding = encoding
        self.position = position
    }

    /// What goes before ASCII that is put after the last unit, so that it is read as such.
    var filler: [UInt8] {
        switch encoding {
        case .utf16LittleEndian, .utf16BigEndian:
            // Half a unit would shift all that follows.
            (bytes.count - position) % 2 == 0 ? [] : [encoding == .utf16LittleEndian ? 0 : UInt8(ascii: " ")]
        case .iso2022JP: selection == .ascii ? [] : [0x1B, UInt8(ascii: "("), UInt8(ascii: "B")]
        // The half of a character might take the first byte of what follows. Documents end with a line feed; where
        // one does not, white space after it changes nothing. Without a word on the encoding, browsers guess.
        case .multibyte, .singleByte: endsBeyondASCII ? [UInt8(ascii: "\n")] : []
        case .utf8: []
        }
    }

    private var endsBeyondASCII: Bool { bytes.last.map { $0 >= 0x80 } == true }

    mutating func next() -> UInt8? {
        switch encoding {
        case .utf16LittleEndian: nextOfTwoBytes(high: 1)
        case .utf16BigEndian: nextOfTwoBytes(high: 0)
        case .iso2022JP: nextBetweenEscapes()
        case .utf8, .multibyte, .singleByte: nextByte()
        }
    }

    /// Goes on to the next such unit, which is ASCII, or to the end, where each byte is a unit; elsewhere nothing is skipped.
    mutating func skip(to unit: UInt8) {
        switch encoding {
        case .utf16LittleEndian, .utf16BigEndian, .iso2022JP: return
        case .utf8, .multibyte, .singleByte:
            let found = bytes.dropFirst(position).firstIndex(of: unit)
            position = found.map { $0 - bytes.startIndex } ?? bytes.count
        }
    }

    private mutating func nextByte() -> UInt8? {
        guard position < bytes.count else { return nil }
        let byte = bytes[bytes.startIndex + position]
        position += 1
        return min(byte, 0x80)
    }

    private mutating func nextOfTwoBytes(high: Int) -> UInt8? {
        guard bytes.count - position >= 2 else { return nil }
        let start = bytes.startIndex + position
        position += 2
        return bytes[start + high] == 0 ? min(bytes[start + 1 - high], 0x80) : 0x80
    }

    private mutating func nextBetweenEscapes() -> UInt8? {
        guard let byte = nextByte() else { return nil }
        if byte == 0x1B, let selected = selectedByEscape {
            selection = selected
            position += 2
            return 0x80
        }
        // A line's end does not end it.
        return selection == .ascii ? byte : 0x80
    }

    /// By the two bytes after ESC; `nil` if they select nothing, and are read as they are.
    private var selectedByEscape: Selection? {
        let rest = bytes.dropFirst(position).prefix(2)
        guard rest.count == 2, let first = rest.first, let second = rest.last else { return nil }
        switch (first, second) {
        // The Latin set of JIS differs in two characters that are in no tag.
        case (UInt8(ascii: "("), UInt8(ascii: "B")), (UInt8(ascii: "("), UInt8(ascii: "J")): return .ascii
        case (UInt8(ascii: "("), UInt8(ascii: "I")), (UInt8(ascii: "$"), UInt8(ascii: "@")),
            (UInt8(ascii: "$"), UInt8(ascii: "B")):
            return .other
        default: return nil
        }
    }
}
