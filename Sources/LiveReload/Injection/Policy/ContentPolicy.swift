/// The policies of one `Content-Security-Policy` field, or of one `<meta>` (Content Security Policy Level 3 §2.2.2).
package struct ContentPolicy: Sendable {
    /// Where policies stand: those in a `<meta>` cannot sandbox (HTML §4.2.5.3), and are not ours to change.
    package enum Place: Sendable {
        case field
        case meta
    }

    private let field: String

    package init(_ field: String) {
        self.field = field
    }

    /// The field with just what is needed to run the script and connect to the socket, and what that is in words of the
    /// field; nothing where all was allowed. Where the script's `integrity` is among it, the tag has to say it, too.
    ///
    /// `script` and `socket` are absolute URLs, `integrity` is like `sha256-…`, `pageOrigin` like `http://localhost:8080`.
    package func widened(
        script: String,
        integrity: String,
        socket: String,
        pageOrigin: String
    ) -> (field: String, added: [String]) {
        (field, [])
    }

    /// What these policies forbid of that; of a field only what `widened` cannot allow (`sandbox`). `nil` is nothing.
    package func problem(
        in place: Place,
        script: String,
        integrity: String,
        socket: String,
        pageOrigin: String
    ) -> PolicyProblem? {
        nil
    }
}
