/// Scripts, where `<!--` and a second `<script` hide an end tag (HTML §13.2.5.15 to 31).
extension HTMLTokenizer {
    mutating func script(_ unit: UInt8, _ part: ScriptPart) -> Step {
        switch part {
        case .text, .lessThan, .escapeStart, .escapeStartDash: plainScript(unit, part)
        case .endTagOpen, .escapedEndTagOpen: scriptEndTagOpen(unit, part)
        case .endTagName: rawEndTagName(unit, .script(.endTagName), otherwise: .script(.text))
        case .escapedEndTagName: rawEndTagName(unit, .script(.escapedEndTagName), otherwise: .script(.escaped))
        case .escaped, .escapedDash, .escapedDashDash, .escapedLessThan: escaped(unit, part)
        case .doubleEscapeStart: scriptWord(unit, .doubleEscapeStart, script: .doubleEscaped, other: .escaped)
        case .doubleEscaped, .doubleEscapedDash, .doubleEscapedDashDash, .doubleEscapedLessThan:
            doubleEscaped(unit, part)
        case .doubleEscapeEnd: scriptWord(unit, .doubleEscapeEnd, script: .escaped, other: .doubleEscaped)
        }
    }

    private func plainScript(_ unit: UInt8, _ part: ScriptPart) -> Step {
        switch (part, unit) {
        case (.text, UInt8(ascii: "<")): .next(.script(.lessThan))
        case (.text, _): .next(.script(.text))
        case (.lessThan, UInt8(ascii: "/")): .next(.script(.endTagOpen))
        case (.lessThan, UInt8(ascii: "!")): .next(.script(.escapeStart))
        case (.escapeStart, UInt8(ascii: "-")): .next(.script(.escapeStartDash))
        case (.escapeStartDash, UInt8(ascii: "-")): .next(.script(.escapedDashDash))
        default: .again(.script(.text))
        }
    }

    private mutating func scriptEndTagOpen(_ unit: UInt8, _ part: ScriptPart) -> Step {
        let isEscaped = part == .escapedEndTagOpen
        guard unit.isASCIILetter else { return .again(.script(isEscaped ? .escaped : .text)) }
        tag = HTMLTag(kind: .end)
        return .again(.script(isEscaped ? .escapedEndTagName : .endTagName))
    }

    private mutating func escaped(_ unit: UInt8, _ part: ScriptPart) -> Step {
        switch (part, unit) {
        case (.escapedLessThan, UInt8(ascii: "/")): return .next(.script(.escapedEndTagOpen))
        case (.escapedLessThan, _) where unit.isASCIILetter:
            scriptWord = []
            return .again(.script(.doubleEscapeStart))
        case (.escapedLessThan, _): return .again(.script(.escaped))
        case (_, UInt8(ascii: "<")): return .next(.script(.escapedLessThan))
        case (.escaped, UInt8(ascii: "-")): return .next(.script(.escapedDash))
        case (_, UInt8(ascii: "-")): return .next(.script(.escapedDashDash))
        case (.escapedDashDash, UInt8(ascii: ">")): return .next(.script(.text))
        default: return .next(.script(.escaped))
        }
    }

    private mutating func doubleEscaped(_ unit: UInt8, _ part: ScriptPart) -> Step {
        switch (part, unit) {
        case (.doubleEscapedLessThan, UInt8(ascii: "/")):
            scriptWord = []
            return .next(.script(.doubleEscapeEnd))
        case (.doubleEscapedLessThan, _): return .again(.script(.doubleEscaped))
        case (_, UInt8(ascii: "<")): return .next(.script(.doubleEscapedLessThan))
        case (.doubleEscaped, UInt8(ascii: "-")): return .next(.script(.doubleEscapedDash))
        case (_, UInt8(ascii: "-")): return .next(.script(.doubleEscapedDashDash))
        case (.doubleEscapedDashDash, UInt8(ascii: ">")): return .next(.script(.text))
        default: return .next(.script(.doubleEscaped))
        }
    }

    /// The word after `<` or `</` leads elsewhere if it is `script`.
    private mutating func scriptWord(_ unit: UInt8, _ part: ScriptPart, script: ScriptPart, other: ScriptPart) -> Step {
        if unit.isASCIILetter {
            // One letter more than the word that counts is enough to tell that it is another.
            if scriptWord.count < 7 { scriptWord.append(unit.lowercasedASCII) }
            return .next(.script(part))
        }
        guard unit.isHTMLSpace || unit == UInt8(ascii: "/") || unit == UInt8(ascii: ">") else {
            return .again(.script(other))
        }
        return .next(.script(scriptWord.elementsEqual("script".utf8) ? script : other))
    }
}
