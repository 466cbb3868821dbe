import TestSupport

/// Paths made of what is there, what must not be reached, and all the ways to write it that something might misread. Only
/// bytes that may stand in a request target are left unescaped, so that each is a request.
struct RandomPaths {
    private static let names = [
        "a", "b", "inside.txt", "index.html", "good", "coded.txt", "a/b/inside.txt", "a/b", "", "", ".", "..", "..",
        "../..",
        "...", ".secret", ".hidden", ".env", "secret.txt", "outside", "outside/secret.txt", "site", "site-outside",
        "absolute-file", "absolute-folder", "relative-file", "relative-folder", "up", "to-root", "to-proc", "to-parent",
        "to-hidden", "in-and-out", "out-and-in", "chain", "loop", "circle/one", "dots", "deep/er/out", "page",
        "etc/passwd",
        "proc/self/environ", "proc/self/root", ".well-known", "你好", "PARENT",
    ]
    private static let separators = [
        "/", "/", "/", "/", "/", "//", "/./", "/../", "%2f", "%2F", "%5c", ";/", "%00/", "%252f", "%c0%af",
    ]
    private static let endings = [
        "", "", "", "", "", "/", "/.", "/..", "?", "?/../x", "%20", ".", "%00", "%00.html", ";", "::$DATA", "%", "%2",
        "%zz",
        "~", "%0d%0aX:%20y", "%ff", "%ed%a0%80", "/index.html", ".gz",
    ]

    private var generator: SeededGenerator
    private let parent: String

    /// `parent` is the directory that the root is in.
    init(seed: UInt64, parent: String) {
        generator = SeededGenerator(seed: seed)
        self.parent = parent
    }

    mutating func next() -> String {
        var path = ""
        // Half of them are spelled in the usual way, so that they get further.
        let isPlain = Bool.random(using: &generator)
        for _ in 0..<Int.random(in: isPlain ? 1...3 : 1...6, using: &generator) {
            path += isPlain ? "/" : pick(Self.separators)
            let name = pick(Self.names).replacing("PARENT", with: parent)
            path += isPlain ? name : name.utf8.map { spell($0) }.joined()
        }
        path += pick(isPlain ? Self.endings.prefix(14) : Self.endings[...])
        return path.utf8.first == UInt8(ascii: "/") ? path : "/" + path
    }

    private mutating func pick(_ choices: some Collection<String>) -> String {
        choices.randomElement(using: &generator) ?? ""
    }

    private mutating func spell(_ byte: UInt8) -> String {
        let digits = (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: Bool.random(using: &generator))
        return switch Int.random(in: 0..<40, using: &generator) {
        case 0..<4: "%" + digits
        case 4: "%25" + digits
        case 5: "%c0%" + digits
        case 6: "%u00" + digits
        default: byte < 0x80 ? String(UnicodeScalar(byte)) : "%" + digits
        }
    }
}
