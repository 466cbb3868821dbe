import NIOCore

/// How a document's bytes are to be read, as far as it decides where tags are.
enum DocumentEncoding: Equatable {
    case utf8
    case utf16LittleEndian
    case utf16BigEndian
    /// ASCII between escape sequences; between others, two bytes that look like ASCII.
    case iso2022JP
    /// Those of East Asia: a byte from 0x81 on may take the next one with it, which is never `<`, `>` or a quote.
    case multibyte
    case singleByte

    /// By any of its names; `nil` for one that browsers do not know.
    init?(label: some StringProtocol) {
        let name = String(decoding: label.utf8.map(\.lowercasedASCII).trimmingHTMLSpaces, as: UTF8.self)
        if EncodingLabels.utf8.contains(name) {
            self = .utf8
        } else if EncodingLabels.utf16LittleEndian.contains(name) {
            self = .utf16LittleEndian
        } else if EncodingLabels.utf16BigEndian.contains(name) {
            self = .utf16BigEndian
        } else if EncodingLabels.iso2022JP.contains(name) {
            self = .iso2022JP
        } else if EncodingLabels.multibyte.contains(name) {
            self = .multibyte
        } else if EncodingLabels.singleByte.contains(name) {
            self = .singleByte
        } else {
            return nil
        }
    }

    /// By its byte-order mark, which goes before everything else (Encoding Standard §6).
    init?(markIn bytes: ByteBufferView) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            self = .utf8
        } else if bytes.starts(with: [0xFF, 0xFE]) {
            self = .utf16LittleEndian
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            self = .utf16BigEndian
        } else {
            return nil
        }
    }

    var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }

    /// Of the byte-order mark.
    var markBytes: Int { isUTF16 ? 2 : 3 }

    /// ASCII text in this encoding.
    func bytes(of text: String) -> [UInt8] {
        switch self {
        case .utf16LittleEndian: text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        case .utf16BigEndian: text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        case .utf8, .iso2022JP, .multibyte, .singleByte: Array(text.utf8)
        }
    }
}

extension BidirectionalCollection<UInt8> {
    var trimmingHTMLSpaces: SubSequence {
        var rest = drop(while: \.isHTMLSpace)
        while rest.last?.isHTMLSpace == true { rest.removeLast() }
        return rest
    }
}
