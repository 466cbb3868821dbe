import Foundation
import TestSupport
import Testing

struct LimitTests {
    @Test(arguments: [
        (["--max-header", "1KiB"], 431, "1024"), (["--max-header-fields", "4"], 431, "4"),
        (["--max-target", "20"], 414, "20"), (["--request-timeout", "300ms"], 408, "408"),
    ])
    func requestBeyondALimitIsToldTheLimit(arguments: [String], status: Int, number: String) async throws {
        try await withProgram(["--port", "0"] + arguments) { program in
            let connection = try RawConnection(port: program.port())
            let fields = (0..<4).map { "X-\($0): \(String(repeating: "x", count: 300))\r\n" }.joined()
            // The time alone is over before the empty line has come.
            let end = status == 408 ? "" : "\r\n"
            let target = "/" + String(repeating: "a", count: 30)
            try connection.send("GET \(status == 414 ? target : "/") HTTP/1.1\r\nHost: localhost\r\n\(fields)\(end)")
            let reply = try connection.readReply()
            #expect(reply.status == status)
            #expect(reply.text.contains(number))
        }
    }

    @Test(arguments: ["--max-message", "--max-frame"])
    func messageBeyondALimitEndsTheConnection(option: String) async throws {
        try await withProgram(["--port", "0", option, "10"]) { program in
            let client = try WebSocketTestClient(port: program.port())
            try client.sendText("1234567890")
            try #expect(client.readText() == "1234567890")
            try client.sendText("12345678901")
            try #expect(client.expectClose().code == 1009)
        }
    }

    @Test func connectionBeyondTheLimitIsRefusedAndSaidOnce() async throws {
        try await withProgram(["--port", "0", "--max-connections", "1"]) { program in
            let client = try WebSocketTestClient(port: program.port())
            for _ in 0..<3 {
                let refused = #expect(throws: WebSocketTestError.self) { try WebSocketTestClient(port: program.port()) }
                guard case .refused(let reply) = refused else {
                    Issue.record("\(String(describing: refused))")
                    continue
                }
                #expect(reply.status == 503)
            }
            let lines = try program.wait { program.errors.contains("--max-connections") ? program.errors : nil }
            #expect(lines.split(separator: "\n").count == 1)
            withExtendedLifetime(client) {}
        }
    }

    /// The usual number is less than the descriptors there are: files are still served to the crowd.
    @Test func webSocketsLeaveDescriptorsForFiles() async throws {
        let site = try TemporaryDirectory()
        try site.write("hello", to: "hello.txt")
        try await withProgram([site.path, "--port", "0"], openFiles: 128) { program in
            let port = try program.port()
            let clients = (0..<130).compactMap { _ in try? WebSocketTestClient(port: port) }
            #expect(clients.count == 96)
            let connection = try RawConnection(port: port)
            try connection.sendRequest("GET", "/hello.txt")
            try #expect(connection.readReply().text == "hello")
            #expect(!program.errors.contains("too many open files"))
        }
    }

    @Test func moreWebSocketsThanDescriptorsAreWarnedOf() async throws {
        try await withProgram(["--port", "0", "--max-connections", "128"], openFiles: 128) { program in
            _ = try program.port()
            #expect(program.errors.contains("--max-connections 128: the system allows 128 open files"))
        }
    }
}
