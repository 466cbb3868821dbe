/// Tags and their attributes (HTML §13.2.5.8 and §13.2.5.32 to 40).
extension HTMLTokenizer {
    mutating func inTag(_ unit: UInt8, _ part: TagPart) -> Step {
        switch part {
        case .name: name(unit)
        case .beforeAttributeName, .attributeName, .afterAttributeName: attributeName(unit, part)
        case .beforeAttributeValue: beforeAttributeValue(unit)
        case .doubleQuotedValue: quotedValue(unit, until: UInt8(ascii: "\""), part)
        case .singleQuotedValue: quotedValue(unit, until: UInt8(ascii: "'"), part)
        case .unquotedValue: unquotedValue(unit)
        case .afterQuotedValue: afterPart(unit) ?? .again(.tag(.beforeAttributeName))
        case .selfClosing: selfClosing(unit)
        }
    }

    private mutating func name(_ unit: UInt8) -> Step {
        if unit.isHTMLSpace || unit == UInt8(ascii: "/") || unit == UInt8(ascii: ">") { tag.endName() }
        if let step = afterPart(unit) { return step }
        tag.name.append(unit.lowercasedASCII)
        return .next(.tag(.name))
    }

    private mutating func attributeName(_ unit: UInt8, _ part: TagPart) -> Step {
        // An attribute without a value is kept when it is known that no `=` follows.
        if unit.isHTMLSpace { return .next(.tag(part == .attributeName ? .afterAttributeName : part)) }
        // The first unit of a name may be `=`.
        if unit == UInt8(ascii: "="), part != .beforeAttributeName { return .next(.tag(.beforeAttributeValue)) }
        if let step = afterPart(unit) { return step }
        if part != .attributeName { tag.endAttribute() }
        tag.appendToAttributeName(unit)
        return .next(.tag(.attributeName))
    }

    private mutating func beforeAttributeValue(_ unit: UInt8) -> Step {
        switch unit {
        case _ where unit.isHTMLSpace: .next(.tag(.beforeAttributeValue))
        case UInt8(ascii: "\""): .next(.tag(.doubleQuotedValue))
        case UInt8(ascii: "'"): .next(.tag(.singleQuotedValue))
        case UInt8(ascii: ">"): ended()
        default: .again(.tag(.unquotedValue))
        }
    }

    private mutating func quotedValue(_ unit: UInt8, until quote: UInt8, _ part: TagPart) -> Step {
        if unit == quote {
            tag.endAttribute()
            return .next(.tag(.afterQuotedValue))
        }
        tag.appendToAttributeValue(unit)
        return .next(.tag(part))
    }

    private mutating func unquotedValue(_ unit: UInt8) -> Step {
        // A slash belongs to the value.
        if unit != UInt8(ascii: "/"), let step = afterPart(unit) {
            tag.endAttribute()
            return step
        }
        tag.appendToAttributeValue(unit)
        return .next(.tag(.unquotedValue))
    }

    private mutating func selfClosing(_ unit: UInt8) -> Step {
        guard unit == UInt8(ascii: ">") else { return .again(.tag(.beforeAttributeName)) }
        tag.isSelfClosing = true
        return ended()
    }

    /// What ends a name or value wherever it is met; nil for other units.
    private mutating func afterPart(_ unit: UInt8) -> Step? {
        switch unit {
        case _ where unit.isHTMLSpace: .next(.tag(.beforeAttributeName))
        case UInt8(ascii: "/"): .next(.tag(.selfClosing))
        case UInt8(ascii: ">"): ended()
        default: nil
        }
    }

    private mutating func ended() -> Step {
        tag.endAttribute()
        return .tagEnds
    }
}
