import Foundation
import TestSupport
import Testing

extension InABrowser {
    /// The wire page: what it shows are the bytes that went over the socket.
    struct WirePageTests {
        private func withPage(
            _ query: String = "?lang=en",
            _ body: @Sendable (WebDemoProgram, BrowserSession) async throws -> Void
        ) async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url + "wire.html" + query)
                    try await browser.waitFor("#try-state[data-state=open]")
                    try await browser.waitFor(".wire-item[data-kind=response]")
                    try await body(program, browser)
                }
            }
        }

        /// A client of the tests whose connection the page watches as its own.
        private func client(_ program: WebDemoProgram, _ browser: BrowserSession) async throws -> WebSocketTestClient {
            let trace = try await browser.runAsync("return (await import('/js/wire.js')).trace;").string ?? ""
            #expect(trace.utf8.count == 32)
            return try WebSocketTestClient(port: program.port, path: "/echo?trace=\(trace)")
        }

        /// The hex digits in the details of the line that `css` finds.
        private func bytesShown(_ browser: BrowserSession, _ css: String) async throws -> String {
            try await browser.waitFor(css)
            return try await browser.execute(
                """
                document.querySelector("\(css) .wire-row").click();
                return [...document.querySelectorAll(".wire-dump-box")][0].querySelectorAll(".wire-digits").values()
                    .map(line => line.textContent.trim()).toArray().join(" ");
                """
            ).string ?? ""
        }

        private func hex(_ bytes: [UInt8]) -> String {
            bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(separator: " ")
        }

        private let last = ".wire-connection:last-child .wire-item"

        @Test(arguments: ["en", "zh"])
        func whatTheBrowserSentAndGotIsShownBesideItsOwnEvents(language: String) async throws {
            try await withPage("?lang=\(language)") { _, browser in
                try await browser.execute("document.getElementById('try-text').value = 'Hello'")
                try await browser.click("#try-form [type=submit]")
                try await browser.waitFor(".wire-item[data-opcode=text][data-direction=sent] .wire-mark")
                let marks =
                    "return [...document.querySelectorAll('.wire-mark')].map(mark => mark.textContent).join('|')"
                #expect(
                    try await browser.execute(marks) == "new WebSocket()|open|send(\"Hello\")|message \"Hello\""
                )
                let sent = try await bytesShown(browser, ".wire-item[data-opcode=text][data-direction=sent]")
                #expect(sent == "81 05 48 65 6c 6c 6f")
                let header = try await browser.execute(
                    "return [...document.querySelectorAll('.wire-figure-wide .wire-bit')].map(b => b.textContent).join('')"
                )
                #expect(header == "1000000100000101")
                let request = try await bytesShown(browser, ".wire-item[data-kind=request]")
                #expect(request.hasPrefix("47 45 54 20 2f 65 63 68 6f"))
                let response = try await bytesShown(browser, ".wire-item[data-kind=response]")
                #expect(response.hasPrefix("48 54 54 50 2f 31 2e 31 20 31 30 31"))
                #expect(try await browser.consoleMessages().isEmpty)
            }
        }

        @Test func theBytesShownAreThoseOfTheSocket() async throws {
            try await withPage { program, browser in
                let client = try await client(program, browser)
                let frames = [
                    TestFrame(opcode: TestFrame.text, fin: false, masked: true, payload: Array("你".utf8)),
                    TestFrame(opcode: TestFrame.ping, masked: true, payload: Array("<b>?</b>".utf8)),
                    TestFrame(
                        opcode: TestFrame.continuation,
                        masked: true,
                        payload: Array(repeating: 0x41, count: 300)
                    ),
                ].map { $0.encoded(key: [1, 2, 3, 4]) }
                for frame in frames { try client.connection.send(frame) }
                let pong = try client.readFrame()
                let echo = try client.readFrame()
                for (opcode, bytes) in zip(["text", "ping", "continuation"], frames) {
                    let css = "\(last)[data-opcode=\(opcode)][data-direction=received]"
                    #expect(try await bytesShown(browser, css) == hex(bytes))
                }
                #expect(try await bytesShown(browser, "\(last)[data-opcode=pong]") == hex(pong.bytes))
                #expect(
                    try await bytesShown(browser, "\(last)[data-opcode=text][data-direction=sent]") == hex(echo.bytes)
                )
                let brackets = "[...document.querySelectorAll('.wire-bracket')].map(part => part.dataset.part).join()"
                #expect(try await browser.execute("return \(brackets)") == "first,through,through,last")
                #expect(try await browser.execute("return document.querySelectorAll('#wire b').length") == 0)
            }
        }

        @Test func unmaskingEndsInThePlainBytes() async throws {
            try await withPage { program, browser in
                let client = try await client(program, browser)
                try client.connection.send(
                    TestFrame(opcode: TestFrame.text, masked: true, payload: Array("Hello".utf8)).bytes
                )
                _ = try await bytesShown(browser, "\(last)[data-opcode=text]")
                let plain =
                    "[...document.querySelectorAll('.wire-column .wire-cell-text')].map(c => c.textContent).join('')"
                #expect(try await browser.execute("return \(plain)") == "Hello")
            }
        }

        @Test func theVerdictNamesWhoClosedAndWhy() async throws {
            try await withPage { program, browser in
                try await browser.click("#close-form [type=submit]")
                try await browser.waitFor(".wire-item[data-kind=ended] [data-mark=close]")
                try await browser.execute("document.querySelector('.wire-item[data-kind=ended] .wire-row').click()")
                let verdict = try await browser.text(".wire-verdict")
                for part in ["The browser closed first.", "1000", "RFC 6455 §7.4.1", "bye", "wasClean true"] {
                    #expect(verdict.contains(part), "\(part)")
                }

                let client = try await client(program, browser)
                try client.send(opcode: 3)
                #expect(try client.expectClose().code == 1002)
                try await browser.waitFor("\(last)[data-kind=ended]")
                try await browser.execute("document.querySelector('\(last)[data-kind=ended] .wire-row').click()")
                let violation = try await browser.text(".wire-verdict")
                #expect(violation.contains("because of what the browser sent"))
                #expect(violation.contains("protocol error"))
                try await browser.click(".wire-verdict .button")
                #expect(try await browser.text(".wire-details-title").contains("RESERVED"))
            }
        }

        @Test func whatTheServerDidNotSeeIsSaidToBeUnseen() async throws {
            try await withPage { _, browser in
                _ = try await browser.runAsync(
                    """
                    const { WirePanel } = await import("/js/wire-panel.js");
                    const element = document.createElement("section");
                    document.querySelector("main").append(element);
                    const panel = new WirePanel(element);
                    await panel.ready;
                    panel.open("/no-such-endpoint");
                    """
                )
                try await browser.waitFor(".wire-item[data-kind=unseen] [data-mark=close]")
                try await browser.execute("document.querySelector('.wire-item[data-kind=unseen] .wire-row').click()")
                let details = try await browser.text(".wire-panel:last-child .wire-details")
                #expect(details.contains("1006 is never on the wire"))
            }
        }

        @Test func everyKindOfDetailsIsAccessible() async throws {
            let axe = try AxeCore.script()
            try await withPage { _, browser in
                for id in ["#try-long", "#try-binary", "#close-form [type=submit]"] { try await browser.click(id) }
                try await browser.waitFor(".wire-item[data-kind=ended]")
                for kind in ["kind=accepted", "kind=request", "opcode=text", "opcode=close", "kind=ended"] {
                    try await browser.execute("document.querySelector('.wire-item[data-\(kind)] .wire-row').click()")
                    #expect(try await AxeCore.violations(axe, in: browser) == [], "\(kind)")
                }
            }
        }

        @Test func theCaptureFileHoldsTheStream() async throws {
            try await withPage { program, browser in
                let client = try await client(program, browser)
                let frames = [
                    TestFrame(opcode: TestFrame.text, masked: true, payload: Array("Hello".utf8)).bytes,
                    TestFrame(opcode: TestFrame.close, masked: true, payload: [3, 232]).bytes,
                ]
                for frame in frames { try client.connection.send(frame) }
                #expect(try client.readText() == "Hello")
                #expect(try client.expectClose().code == 1000)
                client.connection.close()
                try await browser.waitFor("\(last)[data-kind=ended]")
                let base64 = try await browser.runAsync(
                    """
                    const made = [], make = URL.createObjectURL;
                    URL.createObjectURL = (blob) => { made.push(blob); return make.call(URL, blob); };
                    document.querySelector("[data-i18n='wire.pcapng']").click();
                    document.querySelector("[data-i18n='wire.jsonl']").click();
                    URL.createObjectURL = make;
                    const lines = (await made[1].text()).trim().split("\\n").map(line => JSON.parse(line).type);
                    if (lines[0] !== "hello" || lines.at(-1) !== "ended") return lines.join();
                    const bytes = new Uint8Array(await made[0].arrayBuffer());
                    return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""));
                    """
                ).string
                let data = try #require(Data(base64Encoded: base64 ?? ""))
                let file = try #require(PcapngFile(Array(data)))
                #expect(file.blocks.map(\.type).prefix(2) == [0x0A0D_0D0A, 1])
                #expect(file.blocks.first?.body.prefix(4) == [0x4D, 0x3C, 0x2B, 0x1A])
                #expect(file.packets.allSatisfy { $0.checksums.allSatisfy { $0 == 0 } })
                #expect(file.packets.allSatisfy { $0.bytes.count == $0.originalLength })
                try expectStream(of: file, endsIn: frames, server: program.port)
            }
        }

        /// The last client's segments: opened, without a hole, and closed.
        private func expectStream(of file: PcapngFile, endsIn frames: [[UInt8]], server port: Int) throws {
            let opening = try #require(file.packets.last { $0.flags == 2 })
            let segments = file.packets.filter { $0.sourcePort == opening.sourcePort }
            var next = opening.sequence &+ 1
            for segment in segments.dropFirst() {
                #expect(segment.sequence == next)
                next = next &+ UInt32(segment.payload.count) &+ UInt32(segment.flags & 1)
            }
            let stream = segments.flatMap(\.payload)
            #expect(stream.starts(with: Array("GET /echo?trace=********".utf8)))
            #expect(stream.suffix(frames.joined().count).elementsEqual(frames.joined()))
            #expect(segments.contains { $0.flags & 1 == 1 })
        }

        @Test func theTeacherChoosesWhoseBytesToSee() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    let pupil = try WebSocketTestClient(port: program.port, path: "/echo")
                    let link = /http:\S+\/_webdemo\/teacher\?token=[0-9a-f]+/
                    try await browser.open(String(#require(program.output.firstMatch(of: link)).output))
                    // The link leads to the board, which leads here.
                    try await browser.waitFor("#board-room:not([hidden])")
                    try await browser.click(".board-other")
                    try await browser.waitFor(".wire-class:not([hidden]) a[href='board.html']")
                    let listed = "[...document.querySelectorAll('.wire-class-item button')]"
                    // The page's own is known by its trace: it needs no watching.
                    try await browser.waitUntil(
                        "\(listed).map(b => b.getAttribute('aria-pressed')).join() === 'true,false'"
                    )
                    try await browser.execute("\(listed)[1].click()")
                    try await browser.waitUntil("document.querySelectorAll('.wire-connection').length === 2")
                    // The watch begins on the other connection's loop.
                    var isShown: JSONValue = false
                    for _ in 0..<100 where isShown != true {
                        try pupil.sendText("look")
                        #expect(try pupil.readText() == "look")
                        isShown = try await browser.execute(
                            "return !!document.querySelector('\(last)[data-kind=frame]')"
                        )
                    }
                    #expect(try await bytesShown(browser, "\(last)[data-direction=sent]") == "81 04 6c 6f 6f 6b")
                    _ = try await browser.find("\(last)[data-kind=midway]")
                    #expect(try await browser.consoleMessages().isEmpty)
                }
            }
        }

        @Test func pauseHoldsBackAndStepLetsOneIn() async throws {
            try await withPage { _, browser in
                let frames = "document.querySelectorAll('.wire-item[data-kind=frame]').length"
                try await browser.click("[data-i18n='wire.pause']")
                try await browser.click("#try-binary")
                try await browser.waitUntil("document.querySelector('[data-i18n=\"wire.step.waiting\"]')")
                try await browser.waitUntil(
                    "/2/.test(document.querySelector('[data-i18n^=\"wire.step\"]').textContent)"
                )
                #expect(try await browser.execute("return \(frames)") == 0)
                try await browser.click("[data-i18n^='wire.step']")
                #expect(try await browser.execute("return \(frames)") == 1)
                #expect(try await browser.text(".wire-details-title").contains("BINARY"))
                try await browser.click("[data-i18n='wire.resume']")
                try await browser.waitUntil("\(frames) === 2")
            }
        }

        @Test func keysMoveAndTheFilterHides() async throws {
            try await withPage { _, browser in
                try await browser.click("#try-form [type=submit]")
                try await browser.waitFor(".wire-item[data-opcode=text][data-direction=sent]")
                func press(_ key: String) async throws -> JSONValue {
                    try await browser.execute(
                        """
                        const event = new KeyboardEvent("keydown", { key: "\(key)", bubbles: true, cancelable: true });
                        document.activeElement.dispatchEvent(event);
                        return document.activeElement.closest(".wire-item")?.dataset.kind ?? "";
                        """
                    )
                }
                try await browser.execute("document.querySelector('.wire-row').focus()")
                #expect(try await press("ArrowDown") == "request")
                #expect(try await press("End") == "frame")
                #expect(try await press("Home") == "accepted")
                try await browser.execute(
                    """
                    const direction = document.querySelectorAll(".wire-select")[1];
                    direction.value = "sent";
                    direction.dispatchEvent(new Event("change"));
                    """
                )
                let shown = "[...document.querySelectorAll('.wire-item:not([hidden])')].map(i => i.dataset.kind).join()"
                #expect(try await browser.execute("return \(shown)") == "response,frame")
                try await browser.click("[data-i18n='wire.zoom']")
                #expect(try await browser.execute("return document.querySelector('header.bar').inert") == true)
                _ = try await press("Escape")
                #expect(try await browser.execute("return document.querySelector('header.bar').inert") == false)
            }
        }
    }
}
