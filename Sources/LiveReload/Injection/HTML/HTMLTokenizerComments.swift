/// What begins with `<!` (HTML §13.2.5.42 to 52 and §13.2.5.69 to 71).
extension HTMLTokenizer {
    mutating func markup(_ unit: UInt8, _ word: MarkupWord, _ matched: Int) -> Step {
        let word = word == .undecided ? self.word(startingWith: unit) : word
        // Case counts in `[CDATA[` only.
        let matches = word.bytes.withUTF8Buffer { bytes in
            matched < bytes.count && bytes[matched] == (word == .cdata ? unit : unit.lowercasedASCII)
        }
        guard matches else { return .again(.bogusComment) }
        guard matched + 1 == word.bytes.utf8CodeUnitCount else { return .next(.markup(word, matched: matched + 1)) }
        switch word {
        case .undecided: return .next(.bogusComment)
        case .comment: return .next(.comment(.start))
        case .doctype: return .next(.doctype)
        case .cdata: return .next(.cdata(brackets: 0))
        }
    }

    private func word(startingWith unit: UInt8) -> MarkupWord {
        switch unit {
        case UInt8(ascii: "-"): .comment
        case UInt8(ascii: "D"), UInt8(ascii: "d"): .doctype
        case UInt8(ascii: "[") where allowsCDATA: .cdata
        default: .undecided
        }
    }

    /// `<!-->`, `<!--->` and `--!>` are ends, too.
    func comment(_ unit: UInt8, _ part: CommentPart) -> Step {
        switch (part, unit) {
        case (.start, UInt8(ascii: "-")): .next(.comment(.startDash))
        case (.startDash, UInt8(ascii: "-")), (.endDash, UInt8(ascii: "-")), (.end, UInt8(ascii: "-")):
            .next(.comment(.end))
        case (.text, UInt8(ascii: "-")), (.endBang, UInt8(ascii: "-")): .next(.comment(.endDash))
        case (.start, UInt8(ascii: ">")), (.startDash, UInt8(ascii: ">")), (.end, UInt8(ascii: ">")),
            (.endBang, UInt8(ascii: ">")):
            .next(.data)
        case (.end, UInt8(ascii: "!")): .next(.comment(.endBang))
        default: .next(.comment(.text))
        }
    }

    func cdata(_ unit: UInt8, _ brackets: Int) -> Step {
        switch unit {
        case UInt8(ascii: "]"): .next(.cdata(brackets: min(brackets + 1, 2)))
        case UInt8(ascii: ">") where brackets == 2: .next(.data)
        default: .next(.cdata(brackets: 0))
        }
    }
}
