import Foundation
import TestSupport
import Testing

struct LogTests {
    @Test func everyRequestIsALineOnStandardError() async throws {
        let site = try TemporaryDirectory()
        try site.write("hello", to: "hello.txt")
        try await withProgram([site.path, "--port", "0", "--log-level", "info"]) { program in
            let connection = try RawConnection(port: program.port())
            try connection.sendRequest("GET", "/hello.txt?a=b")
            _ = try connection.readReply()
            try connection.sendRequest("HEAD", "/missing")
            _ = try connection.readReply(toHead: true)
            let client = try WebSocketTestClient(on: connection, path: "/echo")
            try client.connection.reset()
            try program.send(SIGTERM)
            try #expect(program.exitCode() == 0)
            for line in ["GET /hello.txt?a=b 200 5B ", "HEAD /missing 404 0B ", "GET /echo 101 0B "] {
                #expect(program.errors.split(separator: "\n").count { $0.contains(line) } == 1)
            }
            #expect(!program.output.contains("hello.txt"))
        }
    }

    @Test(arguments: ["trace", "debug"])
    func everyFrameIsALineOfATrace(_ level: String) async throws {
        try await withProgram(["--port", "0", "--log-level", level]) { program in
            let client = try WebSocketTestClient(port: program.port(), path: "/echo")
            try client.sendText("Hello\n")
            try #expect(client.readText() == "Hello\n")
            try client.sendClose(code: 1000, reason: "bye")
            _ = try client.expectClose()
            client.connection.close()
            try program.send(SIGTERM)
            try #expect(program.exitCode() == 0)
            let lines = program.errors.split(separator: "\n").compactMap { $0.firstMatch(of: /#1 (<-|->) .*/)?.0 }
            let expected = [
                /#1 <- handshake, \d+ bytes: GET \/echo HTTP\/1.1/, /#1 -> handshake, \d+ bytes: HTTP\/1.1 101 .*/,
                /#1 <- text 6 bytes FIN key [0-9a-f]{8}: 'Hello\\u{a}'/, /#1 -> text 6 bytes FIN: 'Hello\\u{a}'/,
                /#1 <- close 5 bytes FIN key [0-9a-f]{8} 1000 'bye'/, /#1 -> close 2 bytes FIN 1000/,
                /#1 <- ended, close 1000 'bye'/,
            ]
            #expect(lines.count == (level == "trace" ? expected.count : 0))
            for (line, pattern) in zip(lines, expected) {
                #expect(line.wholeMatch(of: pattern) != nil, "\(line)")
            }
        }
    }

    /// What a peer sends must not move the cursor of who reads the log, nor begin a line of its own.
    @Test(arguments: [
        "GET /\u{202E}txt HTTP/1.1\r\nHost: localhost\r\n", "GET /\u{9B}2J HTTP/1.1\r\nHost: localhost\r\n",
        "GET /\u{2028}forged HTTP/1.1\r\nHost: localhost\r\n", "GET /\u{1B}[2J HTTP/1.1\r\nHost: localhost\r\n",
        "GET /%1B%5B2J HTTP/1.1\r\nHost: localhost\r\n", "GET /%C2%9B2J HTTP/1.1\r\nHost: localhost\r\n",
        "GET /chat HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: \u{9B}2J\u{202E}x\r\n",
        "GET /chat HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: \u{9B}2J\u{85}\r\n",
    ])
    func controlCharactersAreEscaped(request: String) async throws {
        try await withProgram(["--port", "0", "--log-level", "trace"]) { program in
            let connection = try RawConnection(port: program.port())
            try connection.send(request + "\r\n")
            _ = try connection.readReply()
            connection.close()
            try program.send(SIGTERM)
            try #expect(program.exitCode() == 0)
            let isHarmless = program.errors.unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator: scalar == "\n"
                default: true
                }
            }
            #expect(isHarmless)
            #expect(program.errors.contains(/\d{3} \d+B/))
        }
    }

    /// With the few descriptors that are left, connections and files are refused for a while and served again later.
    @Test func programThatRunsOutOfDescriptorsRecovers() async throws {
        let site = try TemporaryDirectory()
        try site.write("hello", to: "hello.txt")
        try await withProgram([site.path, "--port", "0"], openFiles: 64) { program in
            let port = try program.port()
            var crowd = (0..<100).compactMap { _ in try? RawConnection(port: port) }
            for connection in crowd {
                try? connection.sendRequest("GET", "/hello.txt")
            }
            pause(.milliseconds(300))
            crowd.removeAll()
            let reply = try program.wait { () -> HTTPReply? in
                let connection = try RawConnection(port: port)
                try connection.sendRequest("GET", "/hello.txt")
                let reply = try? connection.readReply(within: .seconds(2))
                return reply?.status == 200 ? reply : nil
            }
            #expect(reply.text == "hello")
        }
    }
}
