import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

/// A room whose members live on several loops.
struct RoomLoopTests {
    private struct Member {
        let peer: LoopPeer
        let connection: WebSocketConnection

        init(_ id: UInt64, on loop: NIOAsyncTestingEventLoop) async throws {
            let endpoint = RecordingEndpoint()
            peer = try await LoopPeer(of: endpoint, id: id, on: loop)
            connection = try #require(endpoint.connection)
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

        #expect(try await members[0].peer.takeTexts() == ["a", "b", "c"])
        #expect(try await members[1].peer.takeTexts() == ["a", "for one", "b"])
        #expect(try await members[2].peer.takeTexts() == ["a", "b", "c"])
        #expect(try await members[3].peer.takeTexts() == ["a", "c"])
        for member in members { try await member.peer.end() }
    }

    @Test func theMessagesOfOneTurnLeaveInOneWriteOnEveryLoop() async throws {
        let home = NIOAsyncTestingEventLoop()
        let away = NIOAsyncTestingEventLoop()
        let room = Room(home: home)
        var members: [Member] = []
        for (id, loop) in [home, away, away].enumerated() {
            members.append(try await Member(UInt64(id), on: loop))
        }
        let connections = members.map(\.connection)
        try await home.executeInContext {
            for connection in connections { room.join(connection) }
            for text in ["a", "b", "c"] { room.broadcast(.text(text)) }
        }
        await home.run()
        for member in members {
            let writes = try await member.peer.takeWrites()
            #expect(writes == [[.text("a"), .text("b"), .text("c")]])
        }
        for member in members { try await member.peer.end() }
    }
}
