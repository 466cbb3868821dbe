/// As much of HTML's tree construction (HTML §13.2.6) as decides what becomes of a script's tag.
///
/// What would need all of it makes the rest `isUnclear`: what follows may be anything. That errs to the safe side.
struct HTMLTree {
    /// Whether what follows is not read as HTML, or not surely: frames, `<plaintext>`, muddled SVG.
    private(set) var isUnclear = false
    /// Whether nothing but white space and comments has been read, so that a doctype counts.
    private(set) var isAtStart = true
    /// Whether `<head>` is still open, or not yet.
    private(set) var isHeadPossible = true
    private var ignoresFrameset = false
    /// From the outermost template, SVG or MathML on.
    private var elements: [HTMLElement] = []

    /// Bounds memory, and the time that end tags take; browsers give up nesting at 512.
    private static let maxDepth = 512

    /// Whether scripts would not be inert, and tags those of the document itself.
    var isInDocument: Bool { elements.isEmpty && !isUnclear }
    /// Whether the script of a start tag that is one of HTML would run.
    var runsScripts: Bool { !elements.contains(.template) && !isUnclear }

    var allowsCDATA: Bool {
        if case .foreign = elements.last { true } else { false }
    }

    /// Text that is not white space; `isNull` if only of NUL characters.
    mutating func foundText(isNull: Bool) {
        isAtStart = false
        guard elements.isEmpty else { return }
        isHeadPossible = false
        if !isNull { ignoresFrameset = true }
    }

    mutating func foundDoctype() {
        isAtStart = false
    }

    /// `nil` if the tag is not one of HTML; else how its element's content is read.
    mutating func opened(_ tag: HTMLTag) -> HTMLTokenizer.Content? {
        isAtStart = false
        let name = String(decoding: tag.name, as: UTF8.self)
        if let last = elements.last, !last.takesAsHTML(name) {
            guard breaksOut(tag, name) else {
                openForeign(tag)
                return nil
            }
            leaveForeign()
        }
        return openedHTML(tag, name)
    }

    private mutating func openedHTML(_ tag: HTMLTag, _ name: String) -> HTMLTokenizer.Content {
        if elements.isEmpty {
            if !HTMLNames.head.contains(name) { isHeadPossible = false }
            if HTMLNames.bodyForSure.contains(name) { ignoresFrameset = true }
        }
        switch name {
        case "plaintext": isUnclear = true
        case "frameset": if !ignoresFrameset { isUnclear = true }
        case "template": push(.template)
        case "svg", "math": if !tag.isSelfClosing { push(HTMLElement(foreign: tag, isMathML: name == "math")) }
        default: openGuest(tag, name)
        }
        if name == "script" { return .script }
        return HTMLNames.rawText.contains(name) ? .rawText : .data
    }

    /// Elements of HTML are followed only inside SVG or MathML, where their end tags decide what others mean.
    private mutating func openGuest(_ tag: HTMLTag, _ name: String) {
        guard let last = elements.last, last != .template, !HTMLNames.void.contains(name) else { return }
        if HTMLNames.tableParts.contains(name), !guests.contains(Array("table".utf8)) { isUnclear = true }
        push(.html(name: tag.name))
    }

    /// The elements of HTML that are open in the innermost place for them.
    private var guests: [[UInt8]] {
        elements.reversed().prefix { if case .html = $0 { true } else { false } }
            .map { if case .html(let name) = $0 { name } else { [] } }
    }

    private mutating func openForeign(_ tag: HTMLTag) {
        guard !tag.isSelfClosing, case .foreign(_, let isMathML, _) = elements.last else { return }
        push(HTMLElement(foreign: tag, isMathML: isMathML))
    }

    private func breaksOut(_ tag: HTMLTag, _ name: String) -> Bool {
        if name == "font" { return ["color", "face", "size"].contains { tag.attributes[$0] != nil } }
        return HTMLNames.breakingOut.contains(name)
    }

    private mutating func leaveForeign() {
        while let last = elements.last, !last.isIntegrationPoint { elements.removeLast() }
    }

    private mutating func push(_ element: HTMLElement) {
        elements.append(element)
        if elements.count > Self.maxDepth { isUnclear = true }
    }

    mutating func closed(_ tag: HTMLTag) {
        isAtStart = false
        let name = String(decoding: tag.name, as: UTF8.self)
        if isForeignEnd(tag) { return }
        if name == "template" { return closeTemplate() }
        switch elements.last {
        case nil: if ["body", "html", "br"].contains(name) { isHeadPossible = false }
        case .template: break
        case .foreign:
            // These two break out.
            guard name == "p" || name == "br" else { return isUnclear = true }
            leaveForeign()
            closeGuest(tag, name)
        case .html: closeGuest(tag, name)
        }
    }

    /// Closes the innermost element of SVG or MathML with this name, unless one of HTML is open in it.
    private mutating func isForeignEnd(_ tag: HTMLTag) -> Bool {
        for index in elements.indices.reversed() {
            guard case .foreign(let name, _, _) = elements[index] else { return false }
            if name == tag.name {
                elements.removeSubrange(index...)
                return true
            }
        }
        return false
    }

    private mutating func closeTemplate() {
        if let template = elements.lastIndex(of: .template) { elements.removeSubrange(template...) }
    }

    private mutating func closeGuest(_ tag: HTMLTag, _ name: String) {
        if elements.last == .html(name: tag.name) {
            elements.removeLast()
        } else if !(name == "p" || name == "br") || guests.contains(tag.name) {
            // Whatever stood in between: these two make an element where none is open.
            isUnclear = true
        }
    }
}
