import TestSupport
import Testing
import WebDemoServer

struct LiveSlowTests {
    /// A megabyte at 4 MiB/s; that it takes its time is known by what waits meanwhile, not by a clock.
    @Test func whatIsSentIsReadInOrderAndReported() async throws {
        try await withLiveSite { site in
            let client = try site.webSocket("/slow?bytes-per-second=4194304")
            for size in [1 << 20, 1000, 0] {
                try client.sendBinary([UInt8](repeating: 0, count: size))
            }
            try client.sendClose(code: 1000)
            try #expect(client.readText() == #"{"read":1048576}"#)
            try #expect(client.readText() == #"{"read":1000}"#)
            try #expect(client.readText() == #"{"read":0}"#)
            try #expect(client.expectClose().code == 1000)
        }
    }

    @Test func theSenderHasToWait() async throws {
        try await withLiveSite { site in
            let client = try site.webSocket("/slow?bytes-per-second=65536")
            // 16 s of reading for each: far more than the buffers between take.
            let frame = TestFrame(
                opcode: TestFrame.binary,
                masked: true,
                payload: [UInt8](repeating: 0, count: 1 << 20)
            ).bytes
            let frames = [[UInt8]](repeating: frame, count: 64).flatMap { $0 }
            let taken = try client.connection.sendUntilBlocked(frames, within: .seconds(2))
            #expect(taken < frames.count)
        }
    }
}
