/// Text up to the end tag of its element (HTML §13.2.5.2 to 3 and §13.2.5.9 to 14).
extension HTMLTokenizer {
    mutating func rawText(_ unit: UInt8, _ part: RawTextPart) -> Step {
        switch part {
        case .text: return .next(.rawText(unit == UInt8(ascii: "<") ? .lessThan : .text))
        case .lessThan: return unit == UInt8(ascii: "/") ? .next(.rawText(.endTagOpen)) : .again(.rawText(.text))
        case .endTagOpen:
            guard unit.isASCIILetter else { return .again(.rawText(.text)) }
            tag = HTMLTag(kind: .end)
            return .again(.rawText(.endTagName))
        case .endTagName: return rawEndTagName(unit, .rawText(.endTagName), otherwise: .rawText(.text))
        }
    }

    /// An end tag only if it is that of the element whose text this is.
    mutating func rawEndTagName(_ unit: UInt8, _ state: State, otherwise: State) -> Step {
        if unit.isASCIILetter {
            tag.name.append(unit.lowercasedASCII)
            return .next(state)
        }
        let isEnd = unit.isHTMLSpace || unit == UInt8(ascii: "/") || unit == UInt8(ascii: ">")
        return isEnd && tag.name == rawName ? .again(.tag(.name)) : .again(otherwise)
    }
}
