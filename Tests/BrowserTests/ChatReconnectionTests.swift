import TestSupport
import Testing

extension InABrowser {
    /// Two people whose connections break; each hears everything once.
    struct ChatReconnectionTests {
        private static let heard = """
            [...document.querySelectorAll("#entries .message .text")].map(text => text.textContent).join(" ")
            """

        /// Both have joined, through the proxy.
        private func withTwoPeople(
            _ body: @Sendable (WebDemoProgram, BreakableProxy, [BrowserSession]) async throws -> Void
        ) async throws {
            try await WebDemoProgram.run { program in
                try await BreakableProxy.run(to: program.port) { proxy, port in
                    try await ChromeDriver.run { driver in
                        let people = [try await driver.newSession(), try await driver.newSession()]
                        for (person, name) in zip(people, ["Anna", "Bo"]) {
                            try await person.open("http://127.0.0.1:\(port)/chat.html?lang=en")
                            try await person.type("#name", name)
                            try await person.click("#join")
                            try await person.waitFor("#state[data-state=joined]")
                        }
                        try await body(program, proxy, people)
                    }
                }
            }
        }

        private func say(_ person: BrowserSession, _ text: String) async throws {
            try await person.type("#message", text)
            try await person.click("#send")
        }

        private func expectAll(_ people: [BrowserSession], heard texts: String) async throws {
            for person in people {
                try await person.waitUntil("\(Self.heard) === '\(texts)'")
                try await person.waitUntil("document.querySelectorAll('.pending').length === 0")
            }
        }

        @Test func whatWasSaidAroundABreakIsHeardOnce() async throws {
            try await withTwoPeople { _, proxy, people in
                try await say(people[0], "before")
                try await expectAll(people, heard: "before")

                // The server has it, and nobody has heard.
                proxy.loseAnswers(true)
                try await say(people[0], "meanwhile")
                try await Task.sleep(for: .milliseconds(300))
                proxy.breakLines()
                try await people[0].waitFor("#state[data-state=waiting]")
                try await say(people[0], "away")
                #expect(try await people[0].text("#pending").contains("away"))
                proxy.loseAnswers(false)
                proxy.mendLines()

                try await expectAll(people, heard: "before meanwhile away")
                for person in people { try await person.waitFor("[data-key='chat.resumed']") }
                let count = "document.querySelectorAll('#members li').length === 2"
                for person in people { try await person.waitUntil(count) }
            }
        }

        @Test func aServerThatStartsAnewIsToldWhatItForgot() async throws {
            try await withTwoPeople { first, proxy, people in
                try await say(people[0], "before")
                try await expectAll(people, heard: "before")
                proxy.loseAnswers(true)
                try await say(people[0], "meanwhile")
                try await Task.sleep(for: .milliseconds(300))
                proxy.breakLines()
                first.interrupt()
                try await WebDemoProgram.run { second in
                    proxy.lead(to: second.port)
                    proxy.loseAnswers(false)
                    proxy.mendLines()
                    try await expectAll(people, heard: "before meanwhile")
                    for person in people { try await person.waitFor("[data-key='chat.gap']") }
                    try await say(people[1], "after")
                    try await expectAll(people, heard: "before meanwhile after")
                }
            }
        }
    }
}
