import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

/// A room whose members share its loop.
struct RoomTests {
    private let loop = EmbeddedEventLoop()
    private let endpoint = RecordingEndpoint()

    private func member(_ id: UInt64) throws -> (peer: InMemoryPeer, connection: WebSocketConnection) {
        let peer = try InMemoryPeer(of: endpoint, id: id, loop: loop)
        return (peer, try #require(endpoint.connection))
    }

    @Test func everyMemberHearsTheSameInTheSameOrder() throws {
        let room = Room(home: loop)
        let members = try (1...3).map { try member($0) }
        for (_, connection) in members { room.join(connection) }
        room.broadcast(.text("a"))
        room.send(.text("for one"), to: members[0].connection)
        room.broadcast(.binary([0xFF]))
        loop.run()
        let writes = try members.map { try $0.peer.takeWrites() }
        #expect(
            writes == [
                [[.text("a"), .text("for one"), ServerFrame(.binary, [0xFF])]],
                [[.text("a"), ServerFrame(.binary, [0xFF])]],
                [[.text("a"), ServerFrame(.binary, [0xFF])]],
            ]
        )
    }

    @Test func whoIsExcludedDoesNotHear() throws {
        let room = Room(home: loop)
        let members = try (1...2).map { try member($0) }
        for (_, connection) in members { room.join(connection) }
        room.broadcast(.text("a"), except: members[0].connection)
        loop.run()
        #expect(try members[0].peer.takeFrames().isEmpty)
        #expect(try members[1].peer.takeFrames() == [.text("a")])
    }

    @Test func whoHasLeftOrNotJoinedDoesNotHear() throws {
        let room = Room(home: loop)
        let members = try (1...3).map { try member($0) }
        room.leave(members[2].connection)
        room.join(members[0].connection)
        room.join(members[1].connection)
        room.leave(members[0].connection)
        room.broadcast(.text("a"))
        room.leave(members[1].connection)
        room.broadcast(.text("b"))
        room.send(.text("still here?"), to: members[2].connection)
        loop.run()
        #expect(try members.map { try $0.peer.takeFrames() } == [[], [.text("a")], [.text("still here?")]])
    }

    @Test func aMemberThatHasEndedIsPassedOver() throws {
        let room = Room(home: loop)
        let members = try (1...2).map { try member($0) }
        for (_, connection) in members { room.join(connection) }
        try members[0].peer.channel.close().wait()
        room.broadcast(.text("a"))
        loop.run()
        #expect(try members[0].peer.takeFrames().isEmpty)
        #expect(try members[1].peer.takeFrames() == [.text("a")])
    }

    @Test func oneFrameServesAllMembersWhateverItsSize() throws {
        let room = Room(home: loop)
        let members = try (1...3).map { try member($0) }
        for (_, connection) in members { room.join(connection) }
        let large = [UInt8](repeating: 7, count: 100_000)
        room.broadcast(.binary(large))
        room.broadcast(.text("a"))
        loop.run()
        for (peer, _) in members {
            #expect(try peer.takeFrames() == [ServerFrame(.binary, large), .text("a")])
        }
    }

    /// A thousand members must not make a thousand copies.
    @Test(arguments: [true, false])
    func aLargeMessageIsSharedByAllMembers(_ isForAll: Bool) throws {
        let room = Room(home: loop)
        let members = try (1...3).map { try member($0) }
        for (_, connection) in members { room.join(connection) }
        room.broadcast(.binary([UInt8](repeating: 7, count: 100_000)), except: isForAll ? nil : members[2].connection)
        loop.run()
        let places = try members.map { peer, _ in
            let bytes = try peer.channel.readOutbound(as: ByteBuffer.self)
            return bytes?.withUnsafeReadableBytes { $0.baseAddress }
        }
        #expect(places[0] != nil && places[0] == places[1])
        #expect(places[2] == (isForAll ? places[0] : nil))
    }

    @Test func allHearTheSameOrderWhenAChannelCallsBack() throws {
        let room = Room(home: loop)
        let members = try (1...3).map { try member($0) }
        for (_, connection) in members.prefix(2) { room.join(connection) }
        members[0].peer.wire.onWrite = {
            room.broadcast(.text("b"), except: members[2].connection)
            room.send(.text("c"), to: members[1].connection)
            room.leave(members[1].connection)
        }
        room.broadcast(.binary([UInt8](repeating: 7, count: 100_000)))
        loop.run()
        #expect(try members[0].peer.takeFrames().map(\.payload.count) == [100_000, 1])
        #expect(try members[1].peer.takeFrames().map(\.payload.count) == [100_000, 1, 1])
    }
}
