/// Tells the tags of an HTML document from what only looks like them (HTML §13.2.5), one code unit after the other.
///
/// Units beyond ASCII may be any value from 0x80 on. Characters of comments, text and scripts are not kept.
struct HTMLTokenizer {
    enum Token: Equatable {
        case tag(HTMLTag)
        case doctype
    }

    /// How what follows a start tag is read.
    enum Content: Equatable {
        case data
        /// RCDATA or RAWTEXT: up to the end tag of this name. They differ in character references only.
        case rawText
        case script
    }

    /// What becomes of a unit.
    enum Step {
        case next(State)
        /// The same unit is read in another state.
        case again(State)
        case tagEnds
        case doctypeEnds
    }

    var state = State.data
    var tag = HTMLTag(kind: .start)
    /// The element whose end tag ends raw text or a script.
    var rawName: [UInt8] = []
    /// What a `<` in a script is followed by.
    var scriptWord: [UInt8] = []
    /// Whether `<![CDATA[` begins a section, as it does in SVG and MathML; else it begins a comment.
    var allowsCDATA = false
    /// Whether there was text, other than white space, since this was last set back.
    var hasText = false
    /// The same for NUL characters, which are no text but end `<head>`.
    var hasNull = false

    /// Sets how what follows the start tag that has just been told is read.
    mutating func read(_ content: Content) {
        rawName = tag.name
        switch content {
        case .data: state = .data
        case .rawText: state = .rawText(.text)
        case .script: state = .script(.text)
        }
    }

    /// Units before the next one of these change nothing; `nil` where any may.
    var awaited: UInt8? {
        switch state {
        case .data where hasText: UInt8(ascii: "<")
        case .rawText(.text), .script(.text): UInt8(ascii: "<")
        case .comment(.text): UInt8(ascii: "-")
        case .bogusComment, .doctype: UInt8(ascii: ">")
        case .tag(.doubleQuotedValue) where !tag.keepsAttributes: UInt8(ascii: "\"")
        case .tag(.singleQuotedValue) where !tag.keepsAttributes: UInt8(ascii: "'")
        default: nil
        }
    }

    mutating func consume(_ unit: UInt8) -> Token? {
        var step = Step.again(state)
        // A unit is read again in a state that takes it: at most four times.
        while case .again(let state) = step { step = take(unit, in: state) }
        switch step {
        case .next(let next), .again(let next):
            state = next
            return nil
        case .tagEnds:
            state = .data
            return .tag(tag)
        case .doctypeEnds:
            state = .data
            return .doctype
        }
    }

    private mutating func take(_ unit: UInt8, in state: State) -> Step {
        switch state {
        case .data: data(unit)
        case .tagOpen: tagOpen(unit)
        case .endTagOpen: endTagOpen(unit)
        case .tag(let part): inTag(unit, part)
        case .markup(let word, let matched): markup(unit, word, matched)
        case .comment(let part): comment(unit, part)
        case .bogusComment: .next(unit == UInt8(ascii: ">") ? .data : .bogusComment)
        // Quotes do not protect a `>` (§13.2.5.59).
        case .doctype: unit == UInt8(ascii: ">") ? .doctypeEnds : .next(.doctype)
        case .cdata(let brackets): cdata(unit, brackets)
        case .rawText(let part): rawText(unit, part)
        case .script(let part): script(unit, part)
        }
    }

    private mutating func data(_ unit: UInt8) -> Step {
        if unit == UInt8(ascii: "<") { return .next(.tagOpen) }
        if unit == 0 { hasNull = true } else if !unit.isHTMLSpace { hasText = true }
        return .next(.data)
    }

    private mutating func tagOpen(_ unit: UInt8) -> Step {
        switch unit {
        case UInt8(ascii: "!"): return .next(.markup(.undecided, matched: 0))
        case UInt8(ascii: "/"): return .next(.endTagOpen)
        case UInt8(ascii: "?"): return .again(.bogusComment)
        case _ where unit.isASCIILetter:
            tag = HTMLTag(kind: .start)
            return .again(.tag(.name))
        default:
            hasText = true
            return .again(.data)
        }
    }

    private mutating func endTagOpen(_ unit: UInt8) -> Step {
        if unit == UInt8(ascii: ">") { return .next(.data) }
        guard unit.isASCIILetter else { return .again(.bogusComment) }
        tag = HTMLTag(kind: .end)
        return .again(.tag(.name))
    }
}
