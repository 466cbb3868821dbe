import NIOCore
import TestSupport
import Testing
import WebDemoServer
import WebSockets

/// The teacher's board of all pages.
struct LiveBoardTests {
    private static let files = ["a.css": "a", "b.css": "b"]

    @Test(arguments: ["", "webdemo-teacher=", "webdemo-teacher=00000000000000000000000000000000"])
    func boardIsForTheTeacherAlone(_ cookie: String) async throws {
        try await withReload { site in
            let page = try ReloadClient(site)
            try page.hello()
            let board = try Self.board(site, cookie)
            try? board.sendText(#"{"type":"go","url":"/elsewhere"}"#)
            let hello = try JSONValue(parsing: board.readText())
            #expect(hello == ["type": "hello", "isTeacher": false])
            #expect(try board.expectClose().code == 1008)
            try page.expectNothing()
        }
    }

    @Test func boardSeesPagesComeAndGo() async throws {
        try await withReload(Self.files) { site in
            let early = try ReloadClient(site)
            try early.hello("/x.html", ["title": "T", "agent": "A", "screen": Self.screen])
            let board = try Self.board(site, try Self.cookie(site))
            let hello = try Self.next(board)
            #expect(hello["type"] == "hello" && hello["isTeacher"] == true && (hello["time"]?.number ?? 0) > 1.7e12)
            let pages = try Self.next(board)
            let page = try #require(pages["pages"]?.array?.first)
            #expect(pages["type"] == "pages" && pages["pages"]?.array?.count == 1)
            #expect(page["url"] == "/x.html" && page["title"] == "T" && page["agent"] == "A")
            #expect(page["screen"] == Self.screen && page["client"] == "127.0.0.1" && page["waiting"] == false)
            #expect(try Self.next(board)["type"] == "changes")
            let late = try ReloadClient(site, name: "b")
            try late.hello("/y.html")
            let came = try Self.find(board) { $0["page"]?["url"] == "/y.html" }
            try late.say(["type": "waiting"])
            _ = try Self.find(board) { $0["page"]?["url"] == "/y.html" && $0["page"]?["waiting"] == true }
            try late.say(["type": "bye"])
            _ = try Self.find(board) { $0["type"] == "gone" && $0["id"] == came["page"]?["id"] }
            early.socket.connection.close()
            _ = try Self.find(board) { $0["type"] == "gone" && $0["id"] == page["id"] }
        }
    }

    @Test func boardSeesChangesAndWhatPagesMadeOfThem() async throws {
        try await withReload(Self.files) { site in
            let page = try ReloadClient(site)
            try page.hello(uses: ["/a.css"])
            let cookie = try Self.cookie(site)
            let board = try Self.board(site, cookie)
            try site.directory.write("a 2", to: "a.css")
            let seq = try #require(try page.next()["seq"])
            let change = try #require(
                try Self.find(board) { $0["type"] == "changes" && $0["changes"]?.array?.isEmpty == false }["changes"]?
                    .array?.first
            )
            #expect(change["seq"] == seq && change["path"] == "/a.css" && change["kind"] == "modified")
            try page.say(["type": "applied", "seq": seq, "how": "style", "ms": 3])
            let told = try Self.find(board) { $0["page"]?["applied"]?["seq"] == seq }
            #expect(told["page"]?["applied"]?["how"] == "style" && told["page"]?["applied"]?["path"] == "/a.css")
            #expect(told["page"]?["applied"]?["took"] == 3)
            #expect((told["page"]?["applied"]?["delay"]?.number ?? -1) >= 0)
            #expect(told["page"]?["delays"]?["count"] == 1)
            let delays = try Self.find(board) { $0["type"] == "delays" }
            #expect(delays["count"] == 1 && delays["p99"] != nil)
            // Said again it is no other delay, and neither is what was never told.
            for seq in [seq, 999, 0] { try page.say(["type": "applied", "seq": seq, "how": "reload", "ms": 3]) }
            try page.hello(since: ("", 0), ["applied": ["seq": seq, "how": "reload"]])
            try page.say(["type": "waiting"])
            let last = try Self.find(board) { $0["page"]?["waiting"] == true }
            #expect(last["page"]?["delays"]?["count"] == nil)
            let again = try Self.board(site, cookie)
            #expect(try Self.find(again) { $0["type"] == "changes" }["changes"]?.array?.count == 1)
            #expect(try Self.find(again) { $0["type"] == "delays" }["count"] == 1)
        }
    }

    @Test func errorsAreShownTheNewestTen() async throws {
        try await withReload(["Style.css": "s"]) { site in
            let page = try ReloadClient(site)
            try page.hello()
            let board = try Self.board(site, try Self.cookie(site))
            for number in 1...12 {
                try page.say([
                    "type": "error", "id": .number(Double(number)), "kind": "script", "message": "m\(number)",
                    "line": 3,
                ])
            }
            try page.say(["type": "error", "id": 13, "kind": "missing", "url": "/style.css", "message": ""])
            let told = try Self.find(board) { $0["page"]?["errors"]?.array?.last?["nearest"] == "/Style.css" }
            #expect(told["page"]?["errorCount"] == 13)
            #expect(told["page"]?["errors"]?.array?.count == 10)
            #expect(told["page"]?["errors"]?.array?.first?["message"] == "m4")
        }
    }

    @Test func pagesGoWhereTheBoardSendsThem() async throws {
        try await withReload { site in
            let pages = try (0..<3).map { try ReloadClient(site, name: "p\($0)") }
            for page in pages { try page.hello() }
            let board = try Self.board(site, try Self.cookie(site))
            try board.sendText(#"{"type":"go","url":"/lab.html?x"}"#)
            let went = try Self.find(board) { $0["type"] == "went" }
            #expect(went["url"] == "/lab.html?x" && went["pages"] == 3)
            for page in pages {
                let go = try page.next()
                #expect(go["type"] == "go" && go["url"] == "/lab.html?x")
            }
            for url in [#""javascript:alert(1)""#, #""//evil.example""#, "1", "null"] {
                try board.sendText(#"{"type":"go","url":\#(url)}"#)
            }
            try board.sendText("{")
            try board.sendText(#"{"type":"other","url":"/x"}"#)
            try board.sendText(#"{"type":"go"}"#)
            // A number is no message at all.
            for _ in 0..<4 { #expect(try Self.find(board) { $0["type"] == "problem" }["text"] != nil) }
            for page in pages { try page.expectNothing() }
        }
    }

    @Test func ninthBoardFindsNoPlace() async throws {
        try await withReload { site in
            let cookie = try Self.cookie(site)
            let boards = try (0..<8).map { _ in try Self.board(site, cookie) }
            for board in boards { #expect(try Self.next(board)["type"] == "hello") }
            let ninth = try Self.board(site, cookie)
            #expect(try ninth.expectClose().code == 1013)
            boards[0].connection.close()
            while try Self.board(site, cookie).readFrame().opcode != TestFrame.text {}
        }
    }

    /// All pages have much to show, and the board is told of each at once.
    @Test func boardThatComesToManyPagesIsToldOfAll() async throws {
        try await withReload { site in
            let page = try ReloadClient(site)
            let text = String(repeating: "x", count: 500)
            for number in 0..<200 {
                try page.hello(as: "p\(number)", ["title": .string(text)])
                for id in 0..<10 {
                    try page.say(
                        ["type": "error", "id": .number(Double(id)), "kind": "script", "message": .string(text)],
                        as: "p\(number)"
                    )
                }
            }
            try page.expectNothing()
            let board = try Self.board(site, try Self.cookie(site))
            let pages = try Self.find(board) { $0["type"] == "pages" }
            #expect(pages["pages"]?.array?.count == 200)
            #expect(pages["pages"]?.array?.allSatisfy { $0["errors"]?.array?.count == 10 } == true)
            try page.say(["type": "waiting"], as: "p7")
            _ = try Self.find(board) { $0["page"]?["waiting"] == true }
        }
    }

    @Test func boardThatDoesNotReadHarmsNobody() async throws {
        let impatient = { (options: inout ServerOptions) in
            options.webSocketLimits.drainTimeout = .seconds(2)
            options.webSocketLimits.closeTimeout = .seconds(1)
            options.webSocketLimits.pingInterval = .seconds(10)
        }
        try await withReload(Self.files, impatient) { site in
            let cookie = try Self.cookie(site)
            let deaf = try WebSocketTestClient(
                on: site.connect(receiveBufferBytes: 4096),
                path: "/_webdemo/board",
                extraFields: [("Cookie", cookie)]
            )
            let page = try ReloadClient(site)
            let text = String(repeating: "x", count: 400)
            for number in 0..<100 {
                try page.hello(as: "p\(number)", ["title": .string(text)])
                for id in 0..<49 {
                    let error: [String: JSONValue] = [
                        "type": "error", "id": .number(Double(id)), "kind": "script", "message": .string(text),
                    ]
                    try page.say(error, as: "p\(number)")
                }
            }
            try page.hello(uses: ["/a.css"])
            try site.directory.write("a 2", to: "a.css")
            #expect(try page.changes() == ["modified /a.css"])
            let board = try Self.board(site, cookie)
            #expect(try Self.find(board) { $0["type"] == "pages" }["pages"]?.array?.count == 101)
            #expect(try deaf.connection.isClosedByPeer())
        }
    }

    // MARK: The teacher

    private static let screen: JSONValue = ["width": 390, "height": 844, "ratio": 2.5, "touch": true]

    /// The link works once.
    private static func cookie(_ site: LiveSite) throws -> String {
        let link = try #require(site.teacherLink)
        let reply = try site.request("/\(link.drop { $0 != "_" })")
        #expect(reply.status == 303 && reply["Location"] == "/_webdemo/board")
        return try String(#require(reply["Set-Cookie"]).prefix { $0 != ";" })
    }

    private static func board(_ site: LiveSite, _ cookie: String) throws -> WebSocketTestClient {
        try WebSocketTestClient(
            port: site.port,
            path: "/_webdemo/board",
            origin: "http://127.0.0.1:\(site.port)",
            subprotocols: ["webdemo.board.v1"],
            extraFields: cookie.isEmpty ? [] : [("Cookie", cookie)]
        )
    }

    private static func next(_ board: WebSocketTestClient) throws -> JSONValue {
        try JSONValue(parsing: board.readText())
    }

    private static func find(_ board: WebSocketTestClient, _ isIt: (JSONValue) -> Bool) throws -> JSONValue {
        while true {
            let message = try next(board)
            if isIt(message) { return message }
        }
    }
}
