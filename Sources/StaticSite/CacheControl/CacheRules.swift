package import Globs

/// Which `Cache-Control` a file is sent with.
package struct CacheRules: Sendable {
    static let immutable = "public, max-age=31536000, immutable"
    /// Kept, but asked about before each use: what was saved a moment ago is seen.
    static let revalidated = "no-cache"

    private let rules: [(glob: Glob, value: String)]

    /// The first rule that fits decides, so the particular ones come before the general.
    package init(rules: [(Glob, String)] = []) {
        self.rules = rules.map { (glob: $0, value: $1) }
    }

    /// `path` is the file's, as its names from the root. Where no rule fits, a name that has a hash of its content in it is
    /// for ever, because another content gets another name.
    package func value(for path: [String]) -> String {
        if let rule = rules.first(where: { $0.glob.matches(path) }) { return rule.value }
        return path.last.map(ContentHash.isInName) == true ? Self.immutable : Self.revalidated
    }
}
