import Foundation
import TestSupport
import Testing

struct SignalTests {
    @Test(arguments: [SIGINT, SIGTERM])
    func signalStopsGently(signal: Int32) async throws {
        try await withProgram(["--port", "0"]) { program in
            let client = try WebSocketTestClient(port: program.port())
            try program.send(signal)
            try #expect(client.expectClose().code == 1001)
            try client.sendClose(code: 1001)
            try #expect(client.connection.readToEnd().isEmpty)
            client.connection.close()
            try #expect(program.exitCode(within: .seconds(60)) == 0)
        }
    }

    @Test(arguments: [(SIGINT, SIGINT), (SIGINT, SIGTERM), (SIGTERM, SIGTERM)])
    func secondSignalEndsAtOnce(first: Int32, second: Int32) async throws {
        try await withProgram(["--port", "0"]) { program in
            let client = try WebSocketTestClient(port: program.port())
            try program.send(first)
            try #expect(client.expectClose().code == 1001)
            // It never answers, which would hold the first signal for 5 s.
            try program.send(second)
            try #expect(program.exitCode(within: .seconds(60)) == 128 + second)
        }
    }

    @Test func signalBeforeTheFirstRequestStopsToo() async throws {
        try await withProgram(["--port", "0"]) { program in
            _ = try program.port()
            try program.send(SIGINT)
            try #expect(program.exitCode(within: .seconds(60)) == 0)
        }
    }

    /// NIO says on standard error when something is still asked of an event loop that has ended.
    @Test func nothingIsLeftToDoAfterTheStop() async throws {
        try await withProgram(["--port", "0"]) { program in
            for path in ["/echo", "/broadcast"] {
                let offer = (name: "Sec-WebSocket-Extensions", value: "permessage-deflate")
                let client = try WebSocketTestClient(port: program.port(), path: path, extraFields: [offer])
                try client.sendText(String(repeating: "compress me ", count: 100))
                #expect(try client.readFrame().rsv == 4)
                client.connection.close()
            }
            try program.send(SIGTERM)
            try #expect(program.exitCode() == 0)
            #expect(program.errors == "")
        }
    }
}
