import Foundation

/// A directory with secrets beside, above and hidden in it, and links to them from inside: none of them may ever come out.
package enum SecretSite {
    package static let secret = "SECRET-\(UInt64.random(in: .min ... .max))"

    /// Whether an answer has something of a secret in it, or of a file of the system.
    package static func isLeaking(_ answer: some Collection<UInt8>) -> Bool {
        // Data, because it searches fast in a debug build too.
        let answer = Data(answer)
        return [secret, "root:x:", "PATH="].contains { answer.range(of: Data($0.utf8)) != nil }
    }

    /// Puts it all into a directory `site` that has a parent of its own.
    package static func fill(_ site: TemporaryDirectory) throws {
        let parent = site.parent?.path ?? ""
        for path in ["secret.txt", "outside/secret.txt", "outside/index.html", "site-outside/secret.txt"] {
            try site.parent?.write(secret, to: path)
        }
        for path in [".secret", ".hidden/secret.txt", "a/.secret", ".env"] { try site.write(secret, to: path) }
        try site.write("inside", to: "a/b/inside.txt")
        try site.write("coded", to: "coded.txt")
        let absoluteLinks = [
            ("absolute-file", parent + "/outside/secret.txt"), ("absolute-folder", parent + "/outside"),
            ("absolute-inside", parent + "/site/.secret"), ("to-root", "/"), ("to-proc", "/proc/self/root"),
        ]
        for (name, target) in links + absoluteLinks { try site.link(name, to: target) }
    }

    private static let links = [
        ("good", "a/b/inside.txt"), ("relative-file", "../outside/secret.txt"), ("relative-folder", "../outside"),
        ("a/b/up", "../../../outside"), ("to-parent", ".."), ("to-hidden", ".secret"), ("to-hidden-folder", ".hidden"),
        ("in-and-out", "a/../../site/.secret"), ("out-and-in", "../site/a/b/inside.txt"), ("chain", "relative-folder"),
        ("loop", "loop"), ("circle/one", "../circle/two"), ("circle/two", "../circle/one"),
        ("dots", "./././../outside/secret.txt"), ("deep/er/out", "../../../outside/secret.txt"),
        ("page/index.html", "../../outside/secret.txt"), ("coded.txt.gz", "../outside/secret.txt"),
    ]
}
