extension HTMLTokenizer {
    /// The states of HTML §13.2.5, without those that are left at the same units.
    enum State: Equatable {
        case data
        case tagOpen
        case endTagOpen
        case tag(TagPart)
        /// After `<!`, with so many bytes of a word.
        case markup(MarkupWord, matched: Int)
        case comment(CommentPart)
        case bogusComment
        case doctype
        /// With so many `]` read, of two.
        case cdata(brackets: Int)
        case rawText(RawTextPart)
        case script(ScriptPart)
    }

    enum TagPart {
        case name
        case beforeAttributeName
        case attributeName
        case afterAttributeName
        case beforeAttributeValue
        case doubleQuotedValue
        case singleQuotedValue
        case unquotedValue
        case afterQuotedValue
        case selfClosing
    }

    enum MarkupWord {
        case undecided
        case comment
        case doctype
        case cdata

        var bytes: StaticString {
            switch self {
            case .undecided: ""
            case .comment: "--"
            case .doctype: "doctype"
            case .cdata: "[CDATA["
            }
        }
    }

    enum CommentPart {
        case start
        case startDash
        case text
        case endDash
        case end
        case endBang
    }

    enum RawTextPart {
        case text
        case lessThan
        case endTagOpen
        case endTagName
    }

    enum ScriptPart {
        case text
        case lessThan
        case endTagOpen
        case endTagName
        case escapeStart
        case escapeStartDash
        case escaped
        case escapedDash
        case escapedDashDash
        case escapedLessThan
        case escapedEndTagOpen
        case escapedEndTagName
        case doubleEscapeStart
        case doubleEscaped
        case doubleEscapedDash
        case doubleEscapedDashDash
        case doubleEscapedLessThan
        case doubleEscapeEnd
    }
}
