/// Paths that try to get out of the root of a `SecretSite`, each with the status that it must have.
///
/// In them PARENT stands for the directory above the root, LONG for a name that no file system has, HUGE for a target
/// that is too long, and DEEP and DOTS for hundreds of steps up.
enum CurlTricks {
    /// Appended to the address, as curl sends it with `--path-as-is`.
    static let paths: [Int: [String]] = [
        200: [
            "/", "/a/b/inside.txt", "/good", "/%61/%62/inside%2Etxt", "/a/b/inside.txt?/../../secret", "/coded.txt",
        ],
        301: [
            "/page"
        ],
        400: [
            "/%%32%65%%32%65/secret.txt", "/..%5coutside%5csecret.txt", "/..%5Coutside/secret.txt",
            "/%5c..%5coutside%5csecret.txt", "/a%5cb%5cinside.txt", "/..\\outside\\secret.txt", "/\\../secret.txt",
            "/%c0%ae%c0%ae/outside/secret.txt", "/%c0%ae%c0%ae%c0%afoutside%c0%afsecret.txt",
            "/%c0%2e%c0%2e/outside/secret.txt", "/%e0%80%ae%e0%80%ae/outside/secret.txt",
            "/%f0%80%80%ae%f0%80%80%ae/outside/secret.txt", "/..%c0%afoutside/secret.txt",
            "/..%c1%9coutside/secret.txt", "/%c0%aesecret", "/%ff%fe", "/%ed%a0%80",
            "/%u002e%u002e/outside/secret.txt", "/%uff0e%uff0e/outside/secret.txt", "/..%00/outside/secret.txt",
            "/%00", "/a/b/inside.txt%00", "/a/b/inside.txt%00.html", "/.secret%00.txt",
            "/..%0d%0a/outside/secret.txt", "/..%0a/secret.txt", "/..%09/secret.txt", "/%7f", "/%", "/%2", "/%zz",
            "/%2e%2", "/%2g/secret.txt", "/a%", "/c:%5csecret.txt",
        ],
        404: [
            "/../outside/secret.txt", "/../../../../../../../../etc/passwd", "/a/../../outside/secret.txt",
            "/a/b/../../../outside/secret.txt", "/a/b/../b/inside.txt", "/./a/b/inside.txt", "/a/./b/inside.txt",
            "/.../outside/secret.txt", "/..../outside/secret.txt", "/..", "/../", "/.", "/./", "/a/..", "/a/b/..",
            "/%2e%2e/outside/secret.txt", "/%2E%2e/%2e%2E/etc/passwd", "/.%2e/outside/secret.txt",
            "/%2e./outside/secret.txt", "/%2e", "/a/%2e%2e/%2e%2e/outside/secret.txt", "/..%2foutside%2fsecret.txt",
            "/..%2Foutside/secret.txt", "/%2e%2e%2foutside%2fsecret.txt", "/a%2fb%2finside.txt", "/%2fetc%2fpasswd",
            "/%2f%2e%2e%2fsecret.txt", "/%252e%252e/outside/secret.txt", "/%252e%252e%252foutside%252fsecret.txt",
            "/%25%32%65%25%32%65/secret.txt", "/..%252foutside/secret.txt", "/..%255coutside/secret.txt",
            "/%EF%BC%8E%EF%BC%8E/outside/secret.txt", "/..%EF%BC%8Foutside/secret.txt",
            "/%E2%80%A4%E2%80%A4/outside/secret.txt", "/%E2%80%A4secret", "/..;/outside/secret.txt",
            "/a/..;/..;/outside/secret.txt", "/..;x=y/outside/secret.txt", "/a;/b/inside.txt", "/a/b/inside.txt;",
            "/;/../outside/secret.txt", "/..%3b/outside/secret.txt", "/..%20/outside/secret.txt",
            "/a/b/inside.txt%20", "/a/b/inside.txt.", "/a/b/inside.txt..", "/.secret%20", "/.secret.", "/.secret/",
            "/.SECRET", "/.secret", "/%2esecret", "/%2Esecret", "/a/../.secret", "/a/.%2e/.secret",
            "/.hidden/secret.txt", "/.hidden/", "/.hidden", "/%2ehidden/secret.txt", "/.well-known/../.secret",
            "/.well-known/..%2f.secret", "//outside/secret.txt", "//a/b/inside.txt", "/a//b/inside.txt",
            "/a/b//inside.txt", "/a/b/inside.txt//", "///etc/passwd", "//etc/passwd", "//../outside/secret.txt",
            "//127.0.0.1/.secret", "/etc/passwd", "PARENT/outside/secret.txt", "/PARENT/outside/secret.txt",
            "/%2fPARENT/outside/secret.txt", "/proc/self/root/etc/passwd", "/proc/self/environ",
            "/proc/self/cwd/secret.txt", "/dev/stdin", "/absolute-file", "/absolute-folder/secret.txt",
            "/absolute-folder/", "/absolute-folder", "/absolute-inside", "/relative-file",
            "/relative-folder/secret.txt", "/relative-folder/", "/relative-folder", "/a/b/up/secret.txt",
            "/a/b/up/../outside/secret.txt", "/to-rootPARENT/outside/secret.txt", "/to-root/etc/passwd", "/to-root/",
            "/to-proc/etc/passwd", "/to-procPARENT/outside/secret.txt", "/to-parent/outside/secret.txt",
            "/to-parent/site/.secret", "/to-parent/site/a/b/inside.txt", "/to-parent/", "/to-hidden",
            "/to-hidden-folder/secret.txt", "/in-and-out", "/out-and-in", "/chain/secret.txt", "/chain", "/loop",
            "/loop/secret.txt", "/circle/one", "/circle/one/secret.txt", "/dots", "/deep/er/out", "/page/",
            "/page/index.html", "/coded.txt.gz", "/A/B/INSIDE.TXT", "/a/b/inside.txt/", "/a/b/inside.txt/..",
            "/a/b/inside.txt/../../../.secret", "/index.html/../../secret.txt", "/index.html/.secret",
            "/~root/.profile", "/-outside/secret.txt", "/../site-outside/secret.txt", "/../site/.secret",
            "/../site/a/b/inside.txt", "/*", "/a/b/*", "/a/b/inside.tx?", "/C:/secret.txt",
            "/file:PARENT/secret.txt", "/a/b/inside.txt::$DATA", "/$%7BHOME%7D/secret.txt",
            "/`cat%20..%2fsecret.txt`", "/LONG", "/DEEP/outside/secret.txt", "/DOTS/outside/secret.txt",
        ],
        414: [
            "/HUGE"
        ],
    ]

    /// Sent as the request target as they are, where no address could have them.
    static let targets: [Int: [String]] = [
        200: [
            "http://localhost/a/b/inside.txt", "http://localhost", "http://localhost?/../.secret",
            "HTTP://LOCALHOST/a/b/inside.txt",
        ],
        400: [
            "../outside/secret.txt", "..", ".secret", "a/b/inside.txt", "outside/secret.txt",
            "\\..\\outside\\secret.txt", "*", "/a/b/inside.txt#/../../.secret", "/#/../.secret",
            "/..#/outside/secret.txt", "/ ../secret.txt", "/.. /outside/secret.txt",
            "file://PARENT/outside/secret.txt", "file:///etc/passwd", "http:/.secret", "ftp://localhost/.secret",
            "localhost:80", "/a/b/inside.txt HTTP/1.1",
        ],
        404: [
            "http://localhost/../outside/secret.txt", "http://localhost/%2e%2e/outside/secret.txt",
            "http://localhost/absolute-file", "http://localhost/.secret", "http://localhost/a//../.secret",
            "http://localhost:99999/.secret", "https://localhost/.secret", "//localhost/.secret",
        ],
        421: [
            "http://evil.example/.secret", "http://evil.example/a/b/inside.txt", "http:///.secret",
            "http://a@localhost/.secret",
        ],
    ]

    static func spelled(_ trick: String, parent: String) -> String {
        let long = [
            "PARENT": parent, "LONG": String(repeating: "n", count: 300), "HUGE": String(repeating: "n", count: 9000),
            "DEEP": String(repeating: "a/../", count: 300) + "..",
            "DOTS": String(repeating: "../", count: 300) + "..",
        ]
        return long.reduce(trick) { $0.replacing($1.key, with: $1.value) }
    }
}
