/// The policies of one `Content-Security-Policy` field, or of one `<meta>` (Content Security Policy Level 3 §2.2.2).
///
/// A script or connection must be allowed by each of them.
package struct ContentPolicy: Sendable {
    /// Where policies stand: those in a `<meta>` cannot sandbox (HTML §4.2.5.3), and are not ours to change.
    package enum Place: Sendable {
        case field
        case meta
    }

    private let policies: [String]

    package init(_ field: String) {
        policies = field.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
    }

    /// The field with just what is needed to run the script, also as a worker, and connect to the socket, and what that
    /// is in words of the field; nothing where all was allowed.
    ///
    /// Under `'strict-dynamic'` a script is allowed by its hash alone: the tag has to say its `integrity`. `script` and
    /// `socket` are absolute URLs, `integrity` is like `sha256-…`, `pageOrigin` like `http://localhost:8080`; `listener`, if
    /// there is one, is the hash of a script in the document.
    package func widened(
        script: String,
        integrity: String,
        socket: String,
        pageOrigin: String,
        listener: String? = nil
    ) -> (field: String, added: [String]) {
        let target = PolicyTarget(
            script: script,
            integrity: integrity,
            socket: socket,
            origin: pageOrigin,
            listener: listener
        )
        var added: [String] = []
        let widened = policies.map { text in
            var policy = Policy(text[...])
            for need in Policy.Need.allCases {
                if let words = policy.allow(need, target), !added.contains(words) { added.append(words) }
            }
            return policy.text
        }
        return (widened.joined(separator: ","), added)
    }

    /// What these policies forbid of that; of a field only what `widened` cannot allow (`sandbox`). `nil` is nothing.
    package func problem(
        in place: Place,
        script: String,
        integrity: String,
        socket: String,
        pageOrigin: String
    ) -> PolicyProblem? {
        let parsed = policies.map { Policy($0[...]) }
        switch place {
        case .field: return parsed.contains(where: \.sandboxesScripts) ? .sandbox : nil
        case .meta:
            let target = PolicyTarget(script: script, integrity: integrity, socket: socket, origin: pageOrigin)
            var missing: [String] = []
            for (directive, source) in [Policy.Need.script, .socket].flatMap({ need in
                parsed.compactMap { $0.missing(need, target) }
            }) where !missing.contains("\(directive) \(source)") { missing.append("\(directive) \(source)") }
            return PolicyProblem(
                forbidsScript: parsed.contains { !$0.allows(.script, target) },
                forbidsSocket: parsed.contains { !$0.allows(.socket, target) },
                missing: missing
            )
        }
    }
}
