import LiveReload
import TestSupport
import Testing

extension InABrowser {
    /// Whether a policy that is widened allows what it did not before.
    struct WidenedPolicyTests {
        private static let policies = [
            "default-src 'none'", "script-src 'none'", "connect-src 'none'", "default-src 'none';",
            "script-src 'strict-dynamic' 'self'", "script-src-elem https:; connect-src localhost", "connect-src https:",
            "default-src 'nonce-a' https:", "script-src http://localhost:1 'unsafe-inline'",
        ]
        /// What allows all, so that nothing may be added.
        private static let open = [
            "default-src 'self'", "connect-src 'self'", "connect-src *", "connect-src ws:", "script-src http:",
            "img-src a",
            "script-src localhost:*", "script-src http://*:*",
        ]

        private static let script = """
            const name = location.pathname;
            top.found(name, "script");
            const socket = new WebSocket(`ws://${location.host}/echo`);
            socket.onopen = () => { top.found(name, "socket"); socket.close(); };
            socket.onerror = () => top.found(name, "blocked");
            """

        private static let page = """
            <!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Frames</title><script>
            const results = {};
            const waiting = {};
            function found(path, what) {
                (results[path] ??= []).push(what);
                if (what !== "script") waiting[path]();
            }
            async function outcomes(count) {
                const paths = Array.from({ length: count }, (_, index) => `/d/${index}.html`);
                await Promise.all(paths.map(path => new Promise(done => {
                    waiting[path] = done;
                    const frame = document.createElement("iframe");
                    frame.onload = () => { if (!results[path]) done(); };
                    frame.src = path;
                    document.body.append(frame);
                })));
                return paths.map(path => (results[path] ?? []).join(" "));
            }
            </script><body>
            """

        /// What ran under each of these policies.
        private static func outcomes(
            of policies: [String],
            _ site: TemporaryDirectory,
            _ integrity: String,
            _ browser: BrowserSession
        ) async throws -> [String?] {
            for (index, policy) in policies.enumerated() {
                try site.write(
                    """
                    <meta http-equiv="Content-Security-Policy" content="\(policy)">
                    <script src="/mark.js" integrity="\(integrity)"></script>
                    """,
                    to: "d/\(index).html"
                )
            }
            try await browser.open(browser.url)
            return (try await browser.runAsync("return await outcomes(\(policies.count));").array ?? []).map(\.string)
        }

        @Test func whatIsAddedIsWhatBrowsersAskFor() async throws {
            let site = try TemporaryDirectory()
            try site.write(Self.page, to: "index.html")
            try site.write(Self.script, to: "mark.js")
            try await WebDemoProgram.run(["--cache", "*=no-store", site.path]) { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url)
                    let digest = try await browser.runAsync(
                        """
                        const bytes = await (await fetch("/mark.js")).arrayBuffer();
                        const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
                        return "sha256-" + btoa(String.fromCharCode(...hash));
                        """
                    )
                    let integrity = digest.string ?? ""
                    let widened = (Self.policies + Self.open).map {
                        ContentPolicy($0).widened(
                            script: program.url + "mark.js",
                            integrity: integrity,
                            socket: "ws://localhost:\(program.port)/echo",
                            pageOrigin: String(program.url.dropLast())
                        )
                    }
                    for (policy, result) in zip(Self.policies + Self.open, widened) {
                        #expect(result.added.isEmpty == Self.open.contains(policy), "\(policy)")
                    }
                    let before = try await Self.outcomes(of: Self.policies, site, integrity, browser)
                    for (policy, outcome) in zip(Self.policies, before) {
                        #expect(outcome != "script socket", "\(policy)")
                    }
                    let after = try await Self.outcomes(of: widened.map(\.field), site, integrity, browser)
                    #expect(after.count == widened.count)
                    for (policy, outcome) in zip(widened, after) {
                        #expect(outcome == "script socket", "\(policy.field)")
                    }
                }
            }
        }
    }
}
