import Foundation
import TestSupport
import Testing

struct OriginTests {
    @Test func refusedOriginIsSaidOnceWithTheFlagThatAllowsIt() async throws {
        try await withProgram(["--port", "0"]) { program in
            for _ in 0..<3 {
                try #expect(Self.status(program, "http://dev.example:5173") == 403)
            }
            try #expect(Self.status(program, "null") == 403)
            let errors = try program.wait { program.errors.contains("--allow-origin null\n") ? program.errors : nil }
            #expect(errors.split(separator: "\n").count == 2)
            #expect(errors.contains("--allow-origin http://dev.example:5173\n"))
        }
    }

    @Test func allowedOriginsAreLetIn() async throws {
        let flags = ["--allow-origin", "null", "--allow-origin", "HTTP://Dev.example:5173"]
        try await withProgram(["--port", "0"] + flags) { program in
            let own = try "http://127.0.0.1:\(program.port())"
            for origin in ["null", "http://dev.example:5173", own] {
                try #expect(Self.status(program, origin) == 101)
            }
            for origin in ["http://dev.example", "https://dev.example:5173", "http://evil.example"] {
                try #expect(Self.status(program, origin) == 403)
            }
        }
    }

    private static func status(_ program: ProgramRun, _ origin: String) throws -> Int {
        do {
            return try WebSocketTestClient(port: program.port(), path: "/chat", origin: origin).reply.status
        } catch WebSocketTestError.refused(let reply) {
            return reply.status
        }
    }
}
