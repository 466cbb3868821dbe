import Foundation
import TestSupport
import Testing

extension InABrowser {
    /// The main job: the tutorial's page, in a real browser, against the real program.
    struct TutorialTests {
        private static let chinese = ["您的浏览器支持 WebSocket!", "数据发送中...", "数据已接收...", "连接已关闭..."]
        private static let english = [
            "WebSocket is supported by your Browser!", "Message is being sent...", "Message is received...",
            "Connection is closed...",
        ]

        /// Clicks the one link of the page; three alerts appear, and the fourth when the server is stopped.
        private func runTutorial(
            in browser: BrowserSession,
            against program: WebDemoProgram,
            expecting alerts: [String]
        ) async throws {
            try await browser.clickLater("#sse a")
            for alert in alerts {
                if alert == alerts.last { program.interrupt() }
                #expect(try await browser.waitForAlert() == alert)
                try await browser.acceptAlert()
            }
            #expect(try await browser.alertText() == nil)
        }

        @Test func fromTheStartPageToAllFourAlerts() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url)
                    try await browser.click("a[href='runoob_websocket.html']")
                    try await browser.waitFor("#sse a")
                    #expect(try await browser.text("#sse a") == "运行 WebSocket")
                    try await runTutorial(in: browser, against: program, expecting: Self.chinese)
                }
            }
        }

        @Test func theSamePageInEnglish() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "w3cschool_websocket.html")
                    try await runTutorial(in: browser, against: program, expecting: Self.english)
                }
            }
        }

        @Test func aPageFromAFileWithTheAddressWrittenInIt() async throws {
            try await WebDemoProgram.run { program in
                let page = FileManager.default.temporaryDirectory.appending(path: "tutorial-\(UUID().uuidString).html")
                try Self.originalPage(port: program.port).write(to: page, atomically: true, encoding: .utf8)
                defer { try? FileManager.default.removeItem(at: page) }
                try await ChromeDriver.withSession { browser in
                    try await browser.open(page.absoluteString)
                    try await runTutorial(in: browser, against: program, expecting: Self.chinese)
                }
            }
        }

        @Test func aStoppingServerClosesCleanlyWith1001() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url)
                    _ = try await browser.execute(
                        """
                        window.socket = new WebSocket(`ws://${location.host}/echo`);
                        socket.onclose = event => { window.ended = [event.code, event.wasClean, event.reason].join(" "); };
                        """
                    )
                    try await browser.waitUntil("socket.readyState === 1")
                    program.interrupt()
                    try await browser.waitUntil("window.ended")
                    #expect(try await browser.execute("return ended") == "1001 true the server is stopping")
                }
            }
        }

        /// As the tutorials have it: it waits for a server on this machine, at an address of its own.
        private static func originalPage(port: Int) -> String {
            """
            <!DOCTYPE HTML>
            <html>
            <head>
            <meta charset="utf-8">
            <script type="text/javascript">
            function WebSocketTest() {
                if ("WebSocket" in window) {
                    alert("您的浏览器支持 WebSocket!");
                    var ws = new WebSocket("ws://localhost:\(port)/echo");
                    ws.onopen = function() { ws.send("发送数据"); alert("数据发送中..."); };
                    ws.onmessage = function (evt) { var received_msg = evt.data; alert("数据已接收..."); };
                    ws.onclose = function() { alert("连接已关闭..."); };
                } else {
                    alert("您的浏览器不支持 WebSocket!");
                }
            }
            </script>
            </head>
            <body><div id="sse"><a href="javascript:WebSocketTest()">运行 WebSocket</a></div></body>
            </html>
            """
        }
    }
}
