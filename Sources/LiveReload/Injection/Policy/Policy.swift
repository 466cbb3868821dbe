/// One policy of a list: directives between semicolons, of which the first of each name counts (CSP3 §2.2.1).
struct Policy {
    /// What a page asks for, and the directives that are asked about it, in this order (CSP3 §6.8.3).
    enum Need: CaseIterable {
        case script
        case worker
        case socket
        case listener

        var directives: [String] {
            switch self {
            case .script, .listener: ["script-src-elem", "script-src", "default-src"]
            case .worker: ["worker-src", "child-src", "script-src", "default-src"]
            case .socket: ["connect-src", "default-src"]
            }
        }
    }

    /// What stands between the semicolons; some of it is no directive.
    private var parts: [String]

    init(_ text: Substring) {
        parts = text.split(separator: ";", omittingEmptySubsequences: false).map { String($0) }
    }

    var text: String { parts.joined(separator: ";") }

    /// `sandbox` without `allow-scripts` stops all scripts.
    var sandboxesScripts: Bool {
        index(of: "sandbox").flatMap(directive).map { !$0.has("allow-scripts") } == true
    }

    /// Whether nothing stands in the way of this.
    func allows(_ need: Need, _ target: PolicyTarget) -> Bool {
        guard let index = governing(need), let directive = directive(at: index) else { return true }
        switch need {
        case .script where directive.has("'strict-dynamic'"): return directive.has(hash: target.integrity)
        case .script:
            return directive.has(hash: target.integrity) || directive.allows(target.script, from: target.origin)
        // What a script starts is trusted (§6.7.1.1), where the list is one for scripts.
        case .worker where directive.name == "script-src" && directive.has("'strict-dynamic'"): return true
        case .worker: return directive.allows(target.script, from: target.origin)
        case .socket: return directive.allows(target.socket, from: target.origin)
        case .listener: return target.listener.map { directive.has(hash: $0) || directive.allowsInline } ?? true
        }
    }

    /// Adds one source to the list that governs this; returns the words of the field that are new.
    ///
    /// Where `default-src` does, the need gets a list of its own, so that nothing else is allowed more.
    mutating func allow(_ need: Need, _ target: PolicyTarget) -> String? {
        guard let (name, source) = missing(need, target), let index = governing(need),
            let directive = directive(at: index)
        else { return nil }
        if directive.name == name {
            parts[index] = directive.adding(source)
        } else {
            let list = directive.isNone ? [] : directive.values.map { String($0) }
            // Before a semicolon at the end.
            let end = parts.last?.utf8.allSatisfy(\.isHTMLSpace) == true ? parts.count - 1 : parts.count
            parts.insert(" " + ([name] + list + [source]).joined(separator: " "), at: end)
        }
        return "\(name) \(source)"
    }

    private func source(for need: Need, _ directive: PolicyDirective, _ target: PolicyTarget) -> String {
        switch need {
        case .script where directive.has("'strict-dynamic'"): target.integrity
        case .script, .worker: target.script.isNameable ? target.script.text : "'self'"
        case .socket: target.socket.isNameable ? target.socket.text : "\(target.socket.scheme):"
        case .listener: target.listener ?? ""
        }
    }

    /// What has to be added where by somebody who reads it; `nil` where it is allowed.
    func missing(_ need: Need, _ target: PolicyTarget) -> (directive: String, source: String)? {
        guard !allows(need, target), let index = governing(need), let directive = directive(at: index) else {
            return nil
        }
        let name = directive.name == "default-src" ? need.ownDirective : directive.name
        return (name, source(for: need, directive, target))
    }

    private func governing(_ need: Need) -> Int? {
        need.directives.lazy.compactMap { index(of: $0) }.first
    }

    private func index(of name: String) -> Int? {
        parts.firstIndex { PolicyDirective($0[...])?.name == name }
    }

    private func directive(at index: Int) -> PolicyDirective? {
        PolicyDirective(parts[index][...])
    }
}

extension Policy.Need {
    /// Where a list of its own is written.
    var ownDirective: String {
        switch self {
        // `script-src` would govern inline event handlers and `eval` as well, but with the same list as before.
        case .script, .listener: "script-src"
        case .worker: "worker-src"
        case .socket: "connect-src"
        }
    }
}
