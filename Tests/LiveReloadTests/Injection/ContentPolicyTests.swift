import LiveReload
import TestSupport
import Testing

struct ContentPolicyTests {
    private static let script = "http://localhost:8080/_webdemo/reload.js"
    private static let socket = "ws://localhost:8080/_webdemo/reload"

    private static func widened(_ field: String, listener: String? = nil) -> (field: String, added: [String]) {
        ContentPolicy(field).widened(
            script: script,
            integrity: "sha256-aBc=",
            socket: socket,
            pageOrigin: "http://localhost:8080",
            listener: listener
        )
    }

    private static func problem(_ field: String, in place: ContentPolicy.Place) -> PolicyProblem? {
        ContentPolicy(field).problem(
            in: place,
            script: script,
            integrity: "sha256-aBc=",
            socket: socket,
            pageOrigin: "http://localhost:8080"
        )
    }

    /// `§S` stands for the script and `§W` for the socket.
    private static func spelled(_ text: String) -> String {
        text.replacing("§S", with: script).replacing("§W", with: socket)
    }

    @Test(arguments: [
        "", " ", ";", ",", ", ;,", "default-src 'self'", "default-src *", "Default-SRC 'SELF'", "img-src 'none'",
        "script-src 'self'", "script-src http:; connect-src ws:", "script-src §S", "script-src localhost:8080",
        "script-src localhost:*", "script-src http://*:8080", "script-src http://LOCALHOST:8080/_webdemo/",
        "script-src http://localhost:8080/", "connect-src §W", "connect-src ws://localhost:8080",
        "connect-src ws://localhost:*",
        "script-src §S; script-src 'none'", "script-src-elem 'self'; script-src 'none'; worker-src 'self'",
        "connect-src 'self'; default-src *", "script-src 'none' 'self'", "frame-ancestors 'none'", "sandbox",
        "require-trusted-types-for 'script'; trusted-types a", "worker-src 'self'", "child-src 'self'",
        "script-src 'strict-dynamic' 'sha256-aBc='", "style-src 'self', img-src 'none'", "upgrade-insecure-requests",
        "script-src-attr 'none'", "report-uri /a, default-src 'self'",
    ])
    func whatAllowsAllIsLeftAlone(_ field: String) {
        let field = Self.spelled(field)
        let (result, added) = Self.widened(field)
        #expect(result == field)
        #expect(added == [])
    }

    private static let rows: [(field: String, result: String, added: [String])] = [
        ("script-src 'none'", "script-src §S", ["script-src §S"]), ("script-src", "script-src §S", ["script-src §S"]),
        (" script-src  a  ;", " script-src  a §S  ;", ["script-src §S"]),
        ("SCRIPT-src 'NONE' ;a", "SCRIPT-src §S ;a", ["script-src §S"]),
        ("script-src-elem b; script-src 'self'", "script-src-elem b §S; script-src 'self'", ["script-src-elem §S"]),
        ("script-src 'nonce-a' 'unsafe-inline'", "script-src 'nonce-a' 'unsafe-inline' §S", ["script-src §S"]),
        ("script-src localhost", "script-src localhost §S", ["script-src §S"]),
        ("script-src localhost:8081", "script-src localhost:8081 §S", ["script-src §S"]),
        ("script-src http://localhost:8080/js/", "script-src http://localhost:8080/js/ §S", ["script-src §S"]),
        (
            "script-src http://localhost:8080/_webdemo", "script-src http://localhost:8080/_webdemo §S",
            ["script-src §S"]
        ),
        ("script-src *.localhost:8080", "script-src *.localhost:8080 §S", ["script-src §S"]),
        ("script-src https:", "script-src https: §S", ["script-src §S"]),
        ("script-src 'none'; script-src 'self'", "script-src §S; script-src 'self'", ["script-src §S"]),
        (
            "default-src 'none'", "default-src 'none'; script-src §S; connect-src §W",
            ["script-src §S", "connect-src §W"]
        ),
        (
            "default-src a;", "default-src a; script-src a §S; connect-src a §W;", ["script-src §S", "connect-src §W"]
        ),
        ("default-src 'self'; connect-src 'none'", "default-src 'self'; connect-src §W", ["connect-src §W"]),
        ("connect-src https://a wss:", "connect-src https://a wss: §W", ["connect-src §W"]),
        ("connect-src localhost:8080", "connect-src localhost:8080 §W", ["connect-src §W"]),
        ("connect-src http://localhost:8080", "connect-src http://localhost:8080 §W", ["connect-src §W"]),
        (
            "script-src 'strict-dynamic' 'self'", "script-src 'strict-dynamic' 'self' 'sha256-aBc='",
            ["script-src 'sha256-aBc='"]
        ),
        ("script-src 'STRICT-dynamic' *", "script-src 'STRICT-dynamic' * 'sha256-aBc='", ["script-src 'sha256-aBc='"]),
        ("worker-src 'none'", "worker-src §S", ["worker-src §S"]),
        ("child-src blob:", "child-src blob: §S", ["child-src §S"]),
        (
            "worker-src 'self'; child-src 'none'; script-src a", "worker-src 'self'; child-src 'none'; script-src a §S",
            ["script-src §S"]
        ),
        ("script-src a, script-src b , img-src c", "script-src a §S, script-src b §S , img-src c", ["script-src §S"]),
        ("connect-src a,default-src 'self'", "connect-src a §W,default-src 'self'", ["connect-src §W"]),
        ("script-src 'none'; é 你", "script-src §S; é 你", ["script-src §S"]),
    ]

    @Test(arguments: rows)
    func justWhatIsNeededIsAdded(_ row: (field: String, result: String, added: [String])) {
        let (result, added) = Self.widened(row.field)
        #expect(result == Self.spelled(row.result))
        #expect(added == row.added.map(Self.spelled))
        #expect(Self.widened(result).added == [])
    }

    @Test(arguments: [
        ("img-src 'none'", "img-src 'none'"), ("script-src 'self'", "script-src 'self' 'sha256-L='"),
        ("default-src 'self'", "default-src 'self'; script-src 'self' 'sha256-L='"),
        ("script-src 'self' 'unsafe-inline'", "script-src 'self' 'unsafe-inline'"),
        ("script-src 'self' 'UNSAFE-inline' 'Nonce-a'", "script-src 'self' 'UNSAFE-inline' 'Nonce-a' 'sha256-L='"),
        ("script-src 'self' 'unsafe-inline' 'sha384-a'", "script-src 'self' 'unsafe-inline' 'sha384-a' 'sha256-L='"),
        ("script-src 'self' 'sha256-L='", "script-src 'self' 'sha256-L='"),
        ("script-src 'self' 'unsafe-inline' 'nonce-$id'", "script-src 'self' 'unsafe-inline' 'nonce-$id'"),
        (
            "script-src 'self' 'unsafe-inline' 'nonce-' 'sha256-a",
            "script-src 'self' 'unsafe-inline' 'nonce-' 'sha256-a"
        ),
        ("script-src 'strict-dynamic' 'sha256-aBc='", "script-src 'strict-dynamic' 'sha256-aBc=' 'sha256-L='"),
        (
            "script-src 'self', default-src * 'unsafe-inline'",
            "script-src 'self' 'sha256-L=', default-src * 'unsafe-inline'"
        ),
        ("script-src-elem 'self'; script-src §S", "script-src-elem 'self' 'sha256-L='; script-src §S"),
    ])
    func aListenerIsAllowedByItsHash(_ field: String, _ result: String) {
        let result = Self.spelled(result)
        #expect(Self.widened(Self.spelled(field), listener: "sha256-L=").field == result)
        #expect(Self.widened(result, listener: "sha256-L=").added == [])
    }

    @Test func anIPv6AddressIsNoSource() {
        let (field, added) = ContentPolicy("default-src 'none'").widened(
            script: "http://[::1]:8080/_webdemo/reload.js",
            integrity: "sha256-aBc=",
            socket: "ws://[::1]:8080/_webdemo/reload",
            pageOrigin: "http://[::1]:8080"
        )
        #expect(field == "default-src 'none'; script-src 'self'; connect-src ws:")
        #expect(added == ["script-src 'self'", "connect-src ws:"])
    }

    @Test func usualPortsNeedNotBeSaid() {
        let (_, added) = ContentPolicy("default-src example.org wss://example.org:443").widened(
            script: "https://example.org/a.js",
            integrity: "",
            socket: "wss://example.org/a",
            pageOrigin: "https://example.org"
        )
        #expect(added == [])
    }

    @Test func aFieldIsAProblemOnlyIfItsSandboxStopsScripts() {
        #expect(Self.problem("script-src 'none'", in: .field) == nil)
        #expect(Self.problem("sandbox allow-SCRIPTS", in: .field) == nil)
        #expect(
            Self.problem("default-src *, sandbox allow-forms", in: .field)?.english.contains("allow-scripts") == true
        )
        #expect(Self.problem("sandbox", in: .meta) == nil)
    }

    private static let forbidden: [(policy: String, says: [String], doesNotSay: String)] = [
        ("script-src 'none'", ["script. Add", "script-src §S"], "WebSocket"),
        ("connect-src 'none'", ["reload's WebSocket", "connect-src §W"], "script."),
        ("default-src 'none'", ["script and its WebSocket", "script-src §S; connect-src §W"], "default-src"),
        ("script-src 'strict-dynamic'", ["script-src 'sha256-aBc='"], "WebSocket"),
    ]

    @Test(arguments: forbidden)
    func whatAMetaPolicyForbidsIsSaidWithWhatToAdd(_ row: (policy: String, says: [String], doesNotSay: String)) {
        let problem = Self.problem(row.policy, in: .meta)
        for words in row.says { #expect(problem?.english.contains(Self.spelled(words)) == true) }
        #expect(problem?.english.contains(row.doesNotSay) == false)
        #expect(problem?.chinese.contains(row.says.last.map(Self.spelled) ?? "") == true)
    }

    @Test(arguments: ["default-src 'self'", "worker-src 'none'", "", "img-src 'none'"])
    func whatAMetaPolicyAllowsIsNoProblem(_ policy: String) {
        #expect(Self.problem(policy, in: .meta) == nil)
    }

    private static let fragments = [
        "default-src", "script-src", "connect-src", "worker-src", "'none'", "'self'", ";", ";", ",", " ", "\t", "*",
        "ws:", "http://",
        "localhost:8080", "/", ":", "'", "[", "]", "'strict-dynamic'", "sandbox", "é", "\r\n", "\u{301}",
    ]

    @Test func anythingIsWidenedOnce() {
        for seed in UInt64(0)..<1000 {
            var generator = SeededGenerator(seed: seed)
            let field = (0..<Int.random(in: 0..<16, using: &generator)).map { _ in
                Self.fragments.randomElement(using: &generator) ?? ""
            }.joined(separator: Bool.random(using: &generator) ? " " : "")
            let (once, added) = Self.widened(field)
            #expect(added.isEmpty == (once == field), "seed \(seed)")
            #expect(Self.widened(once).field == once, "seed \(seed)")
            _ = Self.problem(field, in: .meta)
        }
    }
}
