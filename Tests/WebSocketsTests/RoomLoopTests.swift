import HTTPTypes
import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

/// A room whose members live on several loops.
struct RoomLoopTests {
    private struct Member {
        let channel: NIOAsyncTestingChannel
        let connection: WebSocketConnection

        init(_ id: UInt64, on loop: NIOAsyncTestingEventLoop) async throws {
            let endpoint = RecordingEndpoint()
            channel = NIOAsyncTestingChannel(loop: loop)
            try await channel.testingEventLoop.executeInContext { [channel] in
                let handshake = try Handshake(.webSocket(), terms: endpoint.terms)
                let handler = WebSocketHandler(
                    id: id,
                    endpoint: endpoint,
                    handshake: handshake,
                    limits: WebSocketLimits(),
                    pool: CompressionPool(eventLoop: loop)
                )
                try channel.pipeline.syncOperations.addHandler(handler)
            }
            connection = try #require(endpoint.connection)
        }

        func takeTexts() async throws -> [String] {
            var frames: [ServerFrame] = []
            while let bytes = try await channel.readOutbound(as: ByteBuffer.self) {
                frames += try ServerFrame.parse(bytes)
            }
            return frames.map { String(decoding: $0.payload, as: UTF8.self) }
        }
    }

    @Test func membersOnEveryLoopHearTheSameInTheSameOrder() async throws {
        let home = NIOAsyncTestingEventLoop()
        let away = [NIOAsyncTestingEventLoop(), NIOAsyncTestingEventLoop()]
        let room = Room(home: home)
        var members: [Member] = []
        for (id, loop) in [home, away[0], away[0], away[1]].enumerated() {
            members.append(try await Member(UInt64(id), on: loop))
        }
        let connections = members.map(\.connection)
        try await home.executeInContext {
            for connection in connections { room.join(connection) }
            room.broadcast(.text("a"))
            room.send(.text("for one"), to: connections[1])
            room.broadcast(.text("b"), except: connections[3])
            room.leave(connections[1])
            room.broadcast(.text("c"))
        }
        for loop in [home] + away { await loop.run() }

        #expect(try await members[0].takeTexts() == ["a", "b", "c"])
        #expect(try await members[1].takeTexts() == ["a", "for one", "b"])
        #expect(try await members[2].takeTexts() == ["a", "b", "c"])
        #expect(try await members[3].takeTexts() == ["a", "c"])
        for member in members { _ = try await member.channel.finish() }
    }
}
