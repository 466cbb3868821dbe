import NIOCore

/// Reads a document to its end and says where in it a script's tag would be one, and run.
struct HTMLScanner {
    /// The contents of each policy in a `<meta>` of `<head>`.
    private(set) var metaPolicies: [String] = []
    /// After the doctype that counts, and after the tag `<head>` that does.
    private(set) var doctypeEnd: Int?
    private(set) var headStartEnd: Int?
    /// Whether a script of the document runs before one after its last byte.
    private(set) var runsScripts = false

    private var tokenizer = HTMLTokenizer()
    private var tree = HTMLTree()
    private var ranScript = false

    /// Takes all units, or as many as are clear.
    mutating func scan(_ units: inout CodeUnits) {
        while !tree.isUnclear, let unit = units.next() { consume(unit, end: units.position) }
    }

    /// Whether a script's tag would be one after all that was scanned, and run: it is tried.
    func runsScriptNext() -> Bool {
        guard !tree.isUnclear else { return false }
        var attempt = self
        attempt.ranScript = false
        for unit in "<script>".utf8 { attempt.consume(unit, end: 0) }
        return attempt.ranScript
    }

    private mutating func consume(_ unit: UInt8, end: Int) {
        guard let token = tokenizer.consume(unit) else { return }
        passText()
        switch token {
        case .doctype:
            if tree.isAtStart { doctypeEnd = end }
            tree.foundDoctype()
        case .tag(let tag) where tag.kind == .end: tree.closed(tag)
        case .tag(let tag): opened(tag, end: end)
        }
        tokenizer.allowsCDATA = tree.allowsCDATA
    }

    private mutating func passText() {
        if tokenizer.hasText || tokenizer.hasNull { tree.foundText(isNull: !tokenizer.hasText) }
        tokenizer.hasText = false
        tokenizer.hasNull = false
    }

    private mutating func opened(_ tag: HTMLTag, end: Int) {
        let name = String(decoding: tag.name, as: UTF8.self)
        let isPossibleHead = name == "head" && headStartEnd == nil && tree.isHeadPossible && tree.isInDocument
        guard let content = tree.opened(tag) else { return }
        tokenizer.read(content)
        if isPossibleHead { headStartEnd = end }
        if name == "meta" { foundMeta(tag) }
        if name == "script", tree.runsScripts {
            ranScript = true
            if Self.runsAtOnce(tag) { runsScripts = true }
        }
    }

    /// Whether it is neither data nor a module, nor waits for the end of the document (HTML §4.12.1.1).
    private static func runsAtOnce(_ tag: HTMLTag) -> Bool {
        let type = tag.attributes["type"]?.lowercased() ?? ""
        let isClassic = type.isEmpty || type.hasSuffix("javascript") || type.hasSuffix("ecmascript")
        return isClassic && (tag.attributes["src"] == nil || tag.attributes["defer"] == nil)
    }

    private mutating func foundMeta(_ tag: HTMLTag) {
        guard tree.isHeadPossible, tree.isInDocument, let pragma = tag.attributes["http-equiv"],
            pragma.isSpelled("content-security-policy"), let content = tag.attributes["content"], !content.isEmpty
        else { return }
        metaPolicies.append(content)
    }
}
