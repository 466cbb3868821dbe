import Dispatch
import NIOCore
import NIOEmbedded
import Testing
import WebSockets

/// A room with a loop that does not keep up, although every member of it would.
struct RoomPressureTests {
    /// 300 kB each: four of them are more than may be on their way.
    private static let frames = [ClientFrame](
        repeating: ClientFrame(.binary, .init(repeating: 7, count: 300_000)),
        count: 7
    )

    @Test(arguments: [true, false])
    func whoSendsIsNotReadFromUntilTheLoopsHaveCaughtUp(senderIsAtHome: Bool) async throws {
        let (home, away) = (NIOAsyncTestingEventLoop(), NIOAsyncTestingEventLoop())
        let room = Room(home: home)
        let endpoint = RecordingEndpoint { connection, call in
            guard case .received(let message) = call else { return }
            connection.handOver(to: home) { room.broadcast(message, from: connection) }
        }
        let listener = RecordingEndpoint()
        let member = try await LoopPeer(of: listener, on: away)
        let connection = try #require(listener.connection)
        try await home.executeInContext { room.join(connection) }
        let sender = try await LoopPeer(of: endpoint, on: senderIsAtHome ? home : NIOAsyncTestingEventLoop())

        let isBusy = DispatchSemaphore(value: 0)
        away.execute { isBusy.wait() }
        for frame in Self.frames {
            try await sender.send([frame])
            await home.run()
        }
        try await eventually {
            await home.run()
            return try await !sender.reads()
        }
        let taken = endpoint.received.count
        #expect((4...6).contains(taken))

        isBusy.signal()
        try await eventually {
            await away.run()
            await home.run()
            await sender.channel.testingEventLoop.run()
            return endpoint.received.count == 7
        }
        try await eventually {
            for loop in [home, away, sender.channel.testingEventLoop] { await loop.run() }
            return try await sender.reads()
        }
        #expect(try await member.takeWrites().flatMap(\.self).count == 7)
        try await sender.end()
        try await member.end()
    }
}
