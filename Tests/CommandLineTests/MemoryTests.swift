import TestSupport
import Testing

/// What an attacker can make the program hold, measured from outside. A test whose attack is refused with a code reads
/// that code elsewhere, where the server can be told to wait until the attacker has said everything.
@Suite(.serialized, .enabled(if: WebDemoProgram.tellsMemory))
struct MemoryTests {
    /// What the program may grow by, beside the buffers that it had before: a message of 1 MiB, a few times over, and
    /// what the allocator keeps.
    private static let allowedGrowth = 8 << 20

    /// Runs the attack between the greetings of others, and measures the program before and after it.
    private func withMeasuredProgram(
        _ arguments: [String] = [],
        _ attack: @Sendable (WebDemoProgram, Bystanders) throws -> Void
    ) async throws {
        try await WebDemoProgram.run(arguments) { program in
            try await offCooperativePool {
                let others = try Bystanders(port: program.port)
                try #expect(others.areServed())
                let before = try program.peakResidentBytes()
                try attack(program, others)
                try #expect(others.areServed())
                let growth = try program.peakResidentBytes() - before
                #expect(growth < Self.allowedGrowth)
            }
        }
    }

    @Test func millionEmptyFragmentsAreNotKept() async throws {
        try await withMeasuredProgram { program, others in
            let client = try WebSocketTestClient(port: program.port)
            try client.send(opcode: TestFrame.text, fin: false)
            let fragment = TestFrame(opcode: TestFrame.continuation, fin: false, masked: true).bytes
            try Self.send((0..<10_000).flatMap { _ in fragment }, times: 100, to: client)
        }
    }

    @Test func messageThatNeverEndsIsKeptUpToTheLimit() async throws {
        try await withMeasuredProgram { program, others in
            let client = try WebSocketTestClient(port: program.port)
            let payload = [UInt8](repeating: 0x61, count: 1024)
            let fragment = TestFrame(opcode: TestFrame.continuation, fin: false, masked: true, payload: payload).bytes
            try client.send(opcode: TestFrame.text, fin: false)
            try Self.send((0..<64).flatMap { _ in fragment }, times: 512, to: client)
        }
    }

    /// Rows: the size of the zeros in MiB, and in how many frames they come.
    @Test(arguments: [(6, 1), (64, 1), (64, 100)])
    func messageThatUnfoldsIsCutOffAtTheLimit(mebibytes: Int, frames: Int) async throws {
        let bomb = try RawDeflate.compress([UInt8](repeating: 0, count: mebibytes << 20))
        try await withMeasuredProgram { program, others in
            let offer = [(name: "Sec-WebSocket-Extensions", value: "permessage-deflate")]
            let client = try WebSocketTestClient(port: program.port, extraFields: offer)
            try #require(client.reply["Sec-WebSocket-Extensions"]?.contains("permessage-deflate") == true)
            try client.connection.send(Self.frames(frames, of: bomb))
            let end = try client.expectEnd()
            #expect(end.code == 1009)
            #expect(!end.reason.isEmpty)
        }
    }

    /// Pings of somebody who does not read the pongs. They may be merged while they wait (RFC 6455 §5.5.3), but the
    /// newest is answered, and as soon as there is room again everyone.
    @Test func pingsOfSomebodyWhoDoesNotReadAreNotKept() async throws {
        // Its own pings would stand between the pongs.
        try await withMeasuredProgram(["--ping-interval", "10m"]) { program, others in
            let connection = try RawConnection(port: program.port, receiveBufferBytes: 4096)
            let client = try WebSocketTestClient(on: connection, path: "/echo")
            var pings = PingFlood(count: 200_000)
            try pings.sendUntilBlocked(on: connection)
            try #expect(others.areServed())
            let answered = try pings.finish(on: connection)
            #expect(answered.last == pings.count - 1)
            #expect(zip(answered, answered.dropFirst()).allSatisfy { $0 < $1 })
            for number in 0..<10 {
                try client.send(opcode: TestFrame.ping, payload: [UInt8(number)])
            }
            for number in 0..<10 {
                try #expect(client.readFrame() == TestFrame(opcode: TestFrame.pong, payload: [UInt8(number)]))
            }
        }
    }

    /// Each is worth what waits in the channel for it, whatever the file.
    @Test func largeFileForManyWhoReadSlowlyIsNotKept() async throws {
        let site = try TemporaryDirectory()
        try site.write([UInt8](repeating: 1, count: 10 << 20), to: "large.bin")
        try await withMeasuredProgram([site.path]) { program, others in
            let clients = try (0..<150).map { _ in try RawConnection(port: program.port, receiveBufferBytes: 4096) }
            for client in clients { try client.sendRequest("GET", "/large.bin") }
            for _ in 0..<10 {
                for client in clients { _ = try client.readSome(max: 1024) }
                try #expect(others.areServed())
            }
        }
    }

    /// The server may hang up in the middle of it, and may have lost patience with who does not.
    private static func send(_ bytes: [UInt8], times: Int, to client: WebSocketTestClient) throws {
        do {
            for _ in 0..<times {
                try client.connection.send(bytes)
            }
            _ = try client.connection.readToEnd()
        } catch RawConnectionError.resetByPeer {
            // That is an end, too.
        }
    }

    private static func frames(_ count: Int, of bytes: [UInt8]) -> [UInt8] {
        let size = (bytes.count + count - 1) / count
        return (0..<count).flatMap { index in
            TestFrame(
                opcode: index == 0 ? TestFrame.binary : TestFrame.continuation,
                fin: index == count - 1,
                rsv: index == 0 ? 4 : 0,
                masked: true,
                payload: Array(bytes.dropFirst(index * size).prefix(size))
            ).bytes
        }
    }
}
