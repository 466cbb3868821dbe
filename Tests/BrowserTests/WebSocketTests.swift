import TestSupport
import Testing

extension InABrowser {
    /// What a page can see of its WebSockets.
    struct WebSocketTests {
        private static let page = """
            <!DOCTYPE html>
            <title>WebSocket</title>
            <script>
            function open(path, protocols) {
                const socket = new WebSocket(`ws://${location.host}${path}`, protocols);
                socket.binaryType = "arraybuffer";
                return new Promise((resolve, reject) => {
                    socket.onopen = () => resolve(socket);
                    socket.onclose = event => reject(new Error(`closed with ${event.code}`));
                });
            }
            function echo(socket, message) {
                return new Promise(resolve => {
                    socket.onmessage = event => resolve(event.data);
                    socket.send(message);
                });
            }
            </script>
            """

        /// Runs `script`, the body of an `async` function beside the page's own, and returns what it returns.
        private func run(_ script: String) async throws -> JSONValue {
            let site = try TemporaryDirectory()
            try site.write(Self.page, to: "index.html")
            return try await WebDemoProgram.run([site.path]) { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url)
                    return try await browser.runAsync(script)
                }
            }
        }

        @Test func echoIsCompressedAndTrue() async throws {
            let result = try await run(
                """
                const socket = await open("/echo", []);
                const text = "永远不要说永远 ".repeat(5000);
                const bytes = crypto.getRandomValues(new Uint8Array(60000));
                const isSame = [await echo(socket, text) === text, await echo(socket, text) === text];
                const echoed = new Uint8Array(await echo(socket, bytes));
                isSame.push(echoed.length === bytes.length && echoed.every((byte, index) => byte === bytes[index]));
                return [socket.extensions, ...isSame];
                """
            )
            #expect(result.array?.first?.string?.contains("permessage-deflate") == true, "\(result)")
            #expect(result.array?.dropFirst() == [true, true, true])
        }

        @Test func subprotocolIsTheOneThatTheChatSpeaks() async throws {
            let result = try await run(
                """
                const sockets = [await open("/chat", ["x", "webdemo.chat.v1"]), await open("/chat", [])];
                return sockets.map(socket => socket.protocol);
                """
            )
            #expect(result == ["webdemo.chat.v1", ""])
        }
    }
}
