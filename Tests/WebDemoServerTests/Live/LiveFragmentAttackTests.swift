import NIOCore
import TestSupport
import Testing
import WebDemoServer
import WebSockets

/// Messages that never end. How much memory they cost is measured where the server is a process of its own.
struct LiveFragmentAttackTests {
    /// The client sends all of it before it reads: the server must not lose patience meanwhile.
    private static let patience: @Sendable (inout ServerOptions) -> Void = {
        $0.webSocketLimits.closeTimeout = .seconds(60)
    }

    @Test func millionEmptyFragmentsAreTooMany() async throws {
        try await withLiveSite(Self.patience) { site in
            let others = try Bystanders(port: site.port)
            try #expect(others.areServed())
            let client = try site.webSocket()
            try client.send(opcode: TestFrame.text, fin: false)
            let fragment = TestFrame(opcode: TestFrame.continuation, fin: false, masked: true).bytes
            let thousands = (0..<10_000).flatMap { _ in fragment }
            for _ in 0..<100 {
                try client.connection.send(thousands)
            }
            try #expect(others.areServed())
            let end = try client.expectEnd()
            #expect(end.code == 1008)
            #expect(!end.reason.isEmpty)
            try #expect(others.areServed())
        }
    }

    @Test func messageThatNeverEndsMeetsTheLimitOfItsSize() async throws {
        try await withLiveSite(Self.patience) { site in
            let others = try Bystanders(port: site.port)
            let client = try site.webSocket()
            let payload = [UInt8](repeating: 0x61, count: 1024)
            let fragment = TestFrame(opcode: TestFrame.continuation, fin: false, masked: true, payload: payload).bytes
            try client.send(opcode: TestFrame.text, fin: false)
            for _ in 0..<1024 {
                try client.connection.send(fragment)
            }
            // 1 MiB is fine; one byte more is not.
            try client.send(opcode: TestFrame.ping, payload: [7])
            try #expect(client.readFrame() == TestFrame(opcode: TestFrame.pong, payload: [7]))
            try #expect(others.areServed())
            for _ in 0..<1024 {
                try client.connection.send(fragment)
            }
            let end = try client.expectEnd()
            #expect(end.code == 1009)
            #expect(!end.reason.isEmpty)
            try #expect(others.areServed())
        }
    }
}
