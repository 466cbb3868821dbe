import TestSupport
import Testing

extension InABrowser {
    /// The teacher's board: what it shows of the room, and what it says to the server.
    struct BoardPageTests {
        @Test(arguments: [("en", "new style"), ("zh", "已换样式")])
        func everyPageHasACardInTheOrderOfTheAddresses(_ language: String, _ style: String) async throws {
            try await PlayedBoard.run("?lang=\(language)") { board in
                #expect(try await board.value("window.board.protocols") == "webdemo.board.v1")
                try await board.begin(pages: "[page(100), page(9), page(20, applied(42, 34.1))]")
                #expect(try await board.texts(".board-title") == ["Page 9", "Page 20", "Page 100"])
                #expect(try await board.texts(".board-details")[1] == "192.168.1.20 · 390×844")
                #expect(try await board.texts(".board-device")[1] == "Firefox 128 Linux")
                #expect(try await board.texts(".board-applied")[1] == "style.css \(style) 34 ms")
                #expect(try await board.texts("#board-count") == ["3"])
                try await board.say(#"{ type: "page", page: page(10) }"#)
                #expect(try await board.texts(".board-title") == ["Page 9", "Page 10", "Page 20", "Page 100"])
            }
        }

        @Test func aPageThatIsLoadedAnewKeepsItsPlace() async throws {
            try await PlayedBoard.run { board in
                try await board.begin(pages: "[page(1), page(2), page(3)]")
                try await board.say(#"{ type: "gone", id: 2 }"#)
                #expect(try await board.texts(".board-card[data-gone] .board-title") == ["Page 2"])
                try await board.say(#"{ type: "page", page: page(7, { client: "192.168.1.2" }) }"#)
                #expect(try await board.texts(".board-title") == ["Page 1", "Page 7", "Page 3"])
                try await board.say(#"{ type: "gone", id: 3 }"#)
                try await board.browser.waitUntil("document.querySelectorAll('.board-card').length === 2")
            }
        }

        @Test func theErrorsOfAPageAreListedAndCanBeAllThatIsShown() async throws {
            try await PlayedBoard.run { board in
                try await board.begin(
                    pages: """
                        [page(1), page(2, { errorCount: 12, title: "<b>", errors: [
                            { kind: "missing", message: "", url: "/Style.css", time: 1, nearest: "/style.css" },
                            { kind: "script", message: "<img src=x>", url: "/a.js", line: 3, column: 5, time: 2 }] })]
                        """
                )
                let button = ".board-errors-toggle:not([hidden])"
                #expect(try await board.texts(button) == ["12 errors"])
                #expect(try await board.browser.text(".board-card[data-errors] .board-errors") == "")
                try await board.browser.click(button)
                let list = try await board.browser.text(".board-card[data-errors] .board-errors")
                for part in ["Not found /Style.css", "There is a /style.css", "<img src=x> /a.js:3:5", "10 before"] {
                    #expect(list.contains(part), "\(list)")
                }
                #expect(try await board.value("document.querySelectorAll('.board-cards :is(img, b)').length") == 0)
                try await board.browser.click("#board-filter")
                let shown = "[...document.querySelectorAll('.board-card')].filter(c => c.checkVisibility()).length"
                #expect(try await board.value(shown) == 1)
                try await board.say(#"{ type: "page", page: page(2) }"#)
                #expect(try await board.value(shown) == 0)
                #expect(try await board.browser.text("#board-none") == "No page has an error.")
            }
        }

        @Test func aChangeIsFollowedThroughTheRoom() async throws {
            try await PlayedBoard.run { board in
                try await board.begin(pages: "[page(1, applied(50, 20)), page(2), page(3)]")
                try await board.say(Self.changes)
                #expect(try await board.browser.text(".board-pulse-text").hasPrefix("0 of 3 pages"))
                try await board.say(#"{ type: "page", page: page(2, applied(59, 34.4)) }"#)
                try await board.say(#"{ type: "page", page: page(1, applied(59, 61)) }"#)
                try await board.say(#"{ type: "page", page: page(3, { waiting: true }) }"#)
                let said = "2 of 3 pages have it, the slowest after 61 ms; 1 wait while someone is typing"
                #expect(try await board.browser.text(".board-pulse-text") == said)
                #expect(
                    try await board.value("document.querySelector('.board-pulse-done').style.inlineSize")
                        .string?.hasPrefix("66.6") == true
                )
                // Said aloud once, when nothing more comes.
                try await board.browser.waitUntil(
                    "document.getElementById('board-said').textContent.includes('2 of 3')"
                )
                try await board.say(#"{ type: "delays", count: 1234, p50: 31, p95: 60.4, p99: 90 }"#)
                #expect(try await board.texts(".board-quantiles dd") == ["31 ms", "60 ms", "90 ms", "1,234"])
                let rows = "[...document.querySelectorAll('.board-table tbody tr')].map(r => r.textContent).join()"
                #expect(try await board.value(rows) == "20–30 ms1,30–40 ms1,60–80 ms1")
            }
        }

        @Test func changesStandNewestFirstAndOpenIntoTheirDiff() async throws {
            try await PlayedBoard.run { board in
                try await board.begin()
                try await board.say(Self.changes)
                #expect(try await board.texts(".board-change-path") == ["/b.png", "/css/<a>.css"])
                try await board.browser.execute(
                    "for (const line of document.querySelectorAll('.board-change summary')) line.click()"
                )
                try await board.browser.waitFor(".board-line")
                let lines = try await board.texts(".board-change:last-child .board-line")
                #expect(lines == ["1212  context", "13−<i>old</i>", "13+new", "14+newer"])
                #expect(try await board.value("document.querySelector('ins.board-line').textContent") == "13+new")
                #expect(try await board.value("document.querySelectorAll('.board-diff i').length") == 0)
                #expect(try await board.browser.text(".board-change:last-child").contains("Cut: "))
                #expect(try await board.browser.text(".board-change:first-child").contains("No comparison"))
            }
        }

        @Test func whoIsNotTheTeacherIsToldWhereTheLinkIs() async throws {
            try await PlayedBoard.run { board in
                try await board.say("{ type: \"hello\", isTeacher: false }")
                #expect(try await board.value("document.getElementById('board-room').hidden") == true)
                try await board.value("window.board.close(1008)")
                #expect(try await board.browser.text("#board-refused").contains("terminal"))
                #expect(try await board.value("document.getElementById('board-room').hidden") == true)
                try await board.value("window.dispatchEvent(new Event('online'))")
                #expect(try await board.value("window.sockets") == 1)
            }
        }

        @Test func aLostConnectionIsSaidAndComesBack() async throws {
            try await PlayedBoard.run { board in
                try await board.begin(pages: "[page(1), page(2)]", changes: Self.list)
                try await board.value("window.board.close(1001)")
                #expect(try await board.browser.text("#board-state").contains("No connection"))
                #expect(try await board.texts(".board-card").count == 2)
                try await board.browser.waitUntil("window.sockets > 1")
                try await board.begin(pages: "[page(2), page(3)]", changes: Self.list)
                #expect(try await board.browser.text("#board-state") == "Live")
                #expect(try await board.texts(".board-title") == ["Page 2", "Page 3"])
                #expect(try await board.texts(".board-change").count == 2)
            }
        }

        static let list = """
            [{ seq: 58, path: "/css/<a>.css", kind: "modified", time: 1795256400000, isCut: true,
               diff: [{ old: 12, new: 12, lines: ["  context", "-<i>old</i>", "+new", "+newer"] }] },
             { seq: 59, path: "/b.png", kind: "created", time: 1795256400001, diff: null, isCut: false }]
            """
        static let changes = "{ type: \"changes\", changes: \(list) }"
    }
}
