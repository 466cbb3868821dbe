import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

/// What is said in one turn of a room's loop, and who comes and goes in the middle of it.
struct RoomTurnTests {
    private let loop = EmbeddedEventLoop()
    private let room: Room
    private let peers: [InMemoryPeer]
    private let members: [WebSocketConnection]

    init() throws {
        room = Room(home: loop)
        let endpoint = RecordingEndpoint()
        var (peers, members): ([InMemoryPeer], [WebSocketConnection]) = ([], [])
        for id: UInt64 in 0..<3 {
            peers.append(try InMemoryPeer(of: endpoint, id: id, loop: loop))
            members.append(try #require(endpoint.connection))
        }
        (self.peers, self.members) = (peers, members)
    }

    private func heard() throws -> [[String]] {
        loop.run()
        return try peers.map { try $0.takeFrames().map(\.text) }
    }

    @Test func theMessagesOfOneTurnLeaveInOneWrite() throws {
        room.join(members[0])
        room.join(members[1])
        for text in ["a", "b", "c"] { room.broadcast(.text(text)) }
        #expect(try peers[0].takeWrites().isEmpty)
        loop.run()
        for peer in peers.prefix(2) {
            #expect(try peer.takeWrites() == [[.text("a"), .text("b"), .text("c")]])
        }
        room.broadcast(.text("d"))
        #expect(try heard() == [["d"], ["d"], []])
    }

    @Test func theyLeaveTogetherWithWhatElseIsSentInTheTurn() throws {
        room.join(members[0])
        room.broadcast(.text("to all"))
        members[0].send(.text("to one"))
        loop.run()
        #expect(try peers[0].takeWrites().map { Set($0.map(\.text)) } == [["to all", "to one"]])
    }

    @Test func whoJoinsInTheMiddleHearsOnlyWhatFollows() throws {
        room.join(members[0])
        room.broadcast(.text("a"))
        room.join(members[1])
        room.broadcast(.text("b"))
        room.join(members[2])
        #expect(try heard() == [["a", "b"], ["b"], []])
    }

    @Test func whoLeavesInTheMiddleHearsAllBefore() throws {
        for member in members { room.join(member) }
        room.broadcast(.text("a"))
        room.leave(members[0])
        room.broadcast(.text("b"))
        room.leave(members[1])
        #expect(try heard() == [["a"], ["a", "b"], ["a", "b"]])
    }

    @Test func whoIsExcludedHearsTheRestInOrder() throws {
        for member in members { room.join(member) }
        room.broadcast(.text("a"))
        room.broadcast(.text("b"), except: members[1])
        room.broadcast(.text("c"))
        room.send(.text("d"), to: members[2])
        room.broadcast(.text("e"))
        #expect(try heard() == [["a", "b", "c", "e"], ["a", "c", "e"], ["a", "b", "c", "d", "e"]])
    }

    @Test func whoJoinsTwiceIsAMemberOnce() throws {
        room.join(members[0])
        room.join(members[0])
        room.broadcast(.text("a"))
        #expect(try heard() == [["a"], [], []])
        room.leave(members[0])
        room.broadcast(.text("b"))
        #expect(try heard() == [[], [], []])
        room.leave(members[0])
        room.join(members[0])
        room.broadcast(.text("c"))
        #expect(try heard() == [["c"], [], []])
    }

    /// What a burst has a room hold is bounded.
    @Test func whatIsMuchDoesNotWaitForTheEndOfTheTurn() throws {
        room.join(members[0])
        for _ in 0..<10 { room.broadcast(.binary([UInt8](repeating: 7, count: 10_000))) }
        #expect(try peers[0].takeFrames().count == 7)
        loop.run()
        #expect(try peers[0].takeFrames().count == 3)
    }

    @Test func aRoomOfNobodyHoldsNothing() throws {
        room.broadcast(.text("a"))
        #expect(try heard() == [[], [], []])
        room.join(members[0])
        #expect(try heard() == [[], [], []])
    }
}
