import TestSupport
import Testing

extension InABrowser {
    /// The board as it is projected, and what it sends to the room.
    struct BoardRoomTests {
        /// One agent of each kind; the rest of the room has the same.
        private static let thirty = """
            Array.from({ length: 30 }, (_, i) => page(i + 20, {
                ...(i % 4 ? applied(57, 20 + i * 7, ["style", "image", "reload"][i % 3]) : {}), waiting: i % 11 === 5,
                title: i % 7 ? "Pictures of our trip to the mountains, and back again" : "", errorCount: i % 5 ? 0 : 3,
                errors: i % 5 ? [] : [{ kind: "promise", message: "x".repeat(500), url: "/app.js", line: 3, time: 1 }] }))
            """

        @Test(arguments: ["en", "zh"])
        func thirtyPhonesAreOnOneScreen(_ language: String) async throws {
            try await PlayedBoard.run("?lang=\(language)") { board in
                try await board.browser.setViewport(width: 1920, height: 1080)
                try await board.begin(pages: Self.thirty, changes: BoardPageTests.list)
                #expect(try await board.texts(".board-card").count == 30)
                let bottom = "document.getElementById('board-cards').getBoundingClientRect().bottom"
                #expect(try await board.value("\(bottom) <= innerHeight") == true)
                #expect(try await board.value("scrollY") == 0)
            }
        }

        @Test(arguments: [360, 1366])
        func nothingIsWiderThanTheScreen(_ width: Int) async throws {
            try await PlayedBoard.run { board in
                try await board.browser.setViewport(width: width, height: 768)
                try await board.begin(pages: Self.thirty, changes: BoardPageTests.list)
                try await open(board)
                let root = "document.documentElement"
                #expect(try await board.value("\(root).scrollWidth <= \(root).clientWidth") == true)
                #expect(try await board.value("innerWidth") == .number(Double(width)))
            }
        }

        @Test(arguments: [ColorScheme.light, .dark])
        func nothingIsInaccessible(_ scheme: ColorScheme) async throws {
            let axe = try AxeCore.script()
            try await PlayedBoard.run { board in
                try await board.browser.prefer(scheme)
                try await board.begin(pages: Self.thirty, changes: BoardPageTests.list)
                try await open(board)
                #expect(try await AxeCore.violations(axe, in: board.browser) == [])
            }
        }

        /// Everything that opens.
        private func open(_ board: PlayedBoard) async throws {
            try await board.say(
                #"{ type: "troubles", troubles: [{ kind: "no-watches", path: "/big", fix: "sudo sysctl a.b=1" }] }"#
            )
            try await board.browser.execute(
                """
                const css = ".board-errors-toggle:not([hidden]), #main summary";
                for (const button of document.querySelectorAll(css)) button.click();
                """
            )
            try await board.browser.waitFor(".board-line")
        }

        @Test(arguments: [
            ("/exam.html", "/exam.html"), (" /a/../b?c#d ", "/b?c#d"),
            ("HTTPS://Example.org/a b", "https://example.org/a%20b"),
        ])
        func afterAQuestionAllPagesAreSentThere(_ typed: String, _ sent: String) async throws {
            try await PlayedBoard.run { board in
                try await board.begin(pages: "[page(1), page(2)]")
                try await board.browser.type("#board-url", typed)
                try await board.browser.click("#board-go button")
                #expect(try await board.browser.text("#board-dialog-text").contains("all 2 open pages"))
                #expect(try await board.browser.text("#board-dialog-url") == sent)
                #expect(try await board.value("window.board.sent.length") == 0)
                try await board.browser.click("#board-dialog-yes")
                #expect(try await board.value("window.board.sent") == [["type": "go", "url": .string(sent)]])
                try await board.say("{ type: \"went\", url: \"\(sent)\", pages: 2 }")
                #expect(try await board.browser.text("#board-go-said") == "2 pages were sent to \(sent)")
            }
        }

        @Test func noPageIsSentToWhatIsNoPage() async throws {
            try await PlayedBoard.run { board in
                try await board.begin(pages: "[page(1)]")
                for typed in [
                    "", " ", "javascript:alert(1)", "data:text/html,x", "//evil.example/", "/\\\\evil.example",
                    "example.org",
                    "/..//evil.example", "https://", "https://u:p@example.org/", "ftp://example.org/",
                    "file:///etc/passwd",
                ] {
                    try await board.browser.execute(
                        """
                        document.getElementById("board-url").value = "\(typed)";
                        document.querySelector("#board-go button").click();
                        """
                    )
                    #expect(try await board.value("document.getElementById('board-dialog').open") == false, "\(typed)")
                    #expect(try await board.value("document.getElementById('board-url').ariaInvalid") == "true")
                }
                try await board.browser.execute("document.getElementById('board-url').value = '/x'")
                try await board.browser.click("#board-go button")
                try await board.browser.click("#board-dialog-no")
                #expect(try await board.value("window.board.sent.length") == 0)
            }
        }

        @Test func anEmptyRoomIsToldHowToCome() async throws {
            try await PlayedBoard.run { board in
                try await board.begin()
                try await board.browser.waitUntil("document.querySelector('#board-addresses strong')")
                #expect(try await board.browser.text("#board-empty").contains("http://"))
                try await board.say(#"{ type: "page", page: page(1) }"#)
                #expect(try await board.value("document.getElementById('board-empty').hidden") == true)
            }
        }
    }
}
