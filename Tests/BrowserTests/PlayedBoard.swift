import TestSupport
import Testing

/// The board's page with a server that the test plays: rooms that no machine has, and answers out of order.
struct PlayedBoard {
    let browser: BrowserSession

    static func run(
        _ query: String = "?lang=en",
        _ body: @Sendable (PlayedBoard) async throws -> Void
    ) async throws {
        try await WebDemoProgram.run { program in
            try await ChromeDriver.withSession { browser in
                try await browser.runBeforeEveryPage(server)
                try await browser.open(program.url + "board.html" + query)
                try await browser.waitUntil("window.board")
                try await body(PlayedBoard(browser: browser))
                #expect(try await browser.consoleMessages() == [])
            }
        }
    }

    /// The server says hello, with `pages` connected; `changes` stand in its list.
    func begin(pages: String = "[]", changes: String = "[]", boot: String = "x1") async throws {
        try await browser.execute(
            """
            board.say({ type: "hello", boot: "\(boot)", seq: 57, isTeacher: true, time: 1795256400123 });
            board.say({ type: "pages", pages: \(pages) });
            board.say({ type: "changes", changes: \(changes) });
            """
        )
    }

    /// The server sends a message, written as JavaScript, which may use `page(id, members)`.
    func say(_ message: String) async throws {
        try await browser.execute("board.say(\(message))")
    }

    /// What an expression is worth in the page.
    @discardableResult
    func value(_ expression: String) async throws -> JSONValue {
        try await browser.execute("return \(expression)")
    }

    /// The texts of all elements that `css` finds.
    func texts(_ css: String) async throws -> [String] {
        try await value("[...document.querySelectorAll(\"\(css)\")].map(e => e.textContent)").array?
            .compactMap(\.string) ?? []
    }

    private static let server = """
        const RealSocket = WebSocket;
        window.page = (id, members) => ({
            id, client: `192.168.1.${id}`, url: "/x.html", title: `Page ${id}`, opened: 1795256400000, waiting: false,
            agent: "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            screen: { width: 390, height: 844, ratio: 3, touch: true },
            applied: null, delays: { count: 0 }, errors: [], errorCount: 0, ...members
        });
        window.applied = (seq, delay, how = "style") => ({
            applied: { seq, how, delay, time: 1795256400000, path: "/css/style.css" },
            delays: { count: 1, p50: delay, p95: delay }
        });
        class PlayedSocket extends EventTarget {
            readyState = 1;
            sent = [];
            send(text) { this.sent.push(JSON.parse(text)); }
            say(message) { this.#fire(new MessageEvent("message", { data: JSON.stringify(message) })); }
            close(code) { this.readyState = 3; this.#fire(new CloseEvent("close", { code })); }
            #fire(event) { this.dispatchEvent(event); }
        }
        window.WebSocket = function (url, protocols) {
            if (!String(url).endsWith("/_webdemo/board")) return new RealSocket(url, protocols);
            window.sockets = (window.sockets ?? 0) + 1;
            return window.board = Object.assign(new PlayedSocket(), { protocols });
        };
        Object.assign(window.WebSocket, { OPEN: 1, CLOSED: 3 });
        """
}
