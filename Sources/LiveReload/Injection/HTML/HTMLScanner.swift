import NIOCore

/// Reads a document to its end and says where in it a script's tag would be one, and run.
struct HTMLScanner {
    /// The contents of each policy in a `<meta>` of `<head>`.
    private(set) var metaPolicies: [String] = []
    /// After the doctype that counts, and after the tag `<head>` that does.
    private(set) var doctypeEnd: Int?
    private(set) var headStartEnd: Int?
    /// The same where nothing of `<head>` came before that tag.
    private(set) var firstHeadStartEnd: Int?
    /// Whether a script of the document may run before one after its last byte.
    private(set) var hasEarlyScript = false

    private var tokenizer = HTMLTokenizer()
    private var tree = HTMLTree()
    /// Units that were looked at one by one: bounds the time, a tenth of a second. Most of a large document is text, or what
    /// stands in scripts and attributes, and that is skipped.
    private static let maxUnits = 1 << 20

    private var isGivenUp = false
    private var ranScript = false
    private var hasContent = false

    /// Takes all units, or as many as are clear and can be taken in time.
    mutating func scan(_ units: inout CodeUnits) {
        var left = Self.maxUnits
        while !tree.isUnclear {
            if let awaited = tokenizer.awaited { units.skip(to: awaited) }
            guard let unit = units.next() else { return }
            guard left > 0 else { return isGivenUp = true }
            left -= 1
            consume(unit, end: units.position)
        }
    }

    /// Whether a script's tag would be one after all that was scanned, and run: it is tried.
    func runsScriptNext() -> Bool {
        guard !tree.isUnclear, !isGivenUp else { return false }
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
        if name == "script", tree.runsScripts, Self.runsEarly(tag) { hasEarlyScript = true }
        if isPossibleHead, !hasContent { firstHeadStartEnd = end }
        if name != "html" { hasContent = true }
        guard let content = tree.opened(tag) else { return }
        tokenizer.read(content)
        if isPossibleHead { headStartEnd = end }
        if name == "meta" { foundMeta(tag) }
        if name == "script", tree.runsScripts { ranScript = true }
    }

    /// Whether it is no data, and does not surely wait for the end of the document (HTML §4.12.1.1).
    private static func runsEarly(_ tag: HTMLTag) -> Bool {
        let type = (tag.attributes["type"] ?? "").filter { !$0.isWhitespace }.lowercased()
        let isAsync = tag.attributes["async"] != nil
        if type == "module" { return isAsync }
        let isClassic = type.isEmpty || ["javascript", "ecmascript", "jscript"].contains { type.hasSuffix($0) }
        return isClassic && (isAsync || tag.attributes["src"] == nil || tag.attributes["defer"] == nil)
    }

    private mutating func foundMeta(_ tag: HTMLTag) {
        guard tree.isHeadPossible, tree.isInDocument, let pragma = tag.attributes["http-equiv"],
            pragma.isSpelled("content-security-policy"), let content = tag.attributes["content"], !content.isEmpty
        else { return }
        metaPolicies.append(content)
    }
}
