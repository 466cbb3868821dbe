import NIOCore
import NIOEmbedded
import TestSupport
import Testing
import WebSockets

@testable import Demos

/// Rooms by name.
struct ChatRoomsTests {
    private let loop = EmbeddedEventLoop()
    private let chat: Chat

    init() {
        chat = Chat(home: loop)
    }

    private func peer(_ id: UInt64, in room: String?) throws -> DemoPeer {
        try DemoPeer(at: chat, id: id, query: room.map { "room=\($0)" }, loop: loop)
    }

    private func join(_ id: UInt64, in room: String?) throws -> (peer: DemoPeer, welcome: JSONValue) {
        let peer = try peer(id, in: room)
        try peer.send(#"{"type":"join","name":"a"}"#)
        return (peer, try JSONValue(parsing: #require(peer.takeTexts().first)))
    }

    @Test func roomsDoNotHearEachOther() throws {
        let (anna, ben, cy) = (try join(1, in: "a").peer, try join(2, in: "b").peer, try join(3, in: "b").peer)
        _ = try ben.take()
        try ben.send(#"{"type":"message","text":"hi"}"#)
        #expect(try anna.take().isEmpty)
        #expect(try cy.takeTexts().count == 1)
    }

    @Test func withoutANameOneIsInTheLobby() throws {
        let first = try join(1, in: nil)
        #expect(first.welcome["room"] == "lobby")
        #expect(try join(2, in: "lobby").welcome["count"] == 2)
        // The second came and went.
        #expect(try first.peer.takeTexts().count == 2)
    }

    @Test(
        arguments: [
            (nil, "lobby"), ("", "lobby"), ("trace=00", "lobby"), ("room=a", "a"), ("trace=0&room=b&room=c", "b"),
            ("room=%E7%89%A9%E7%90%86+1", "物理 1"), ("room=a%26b%3Dc", "a&b=c"), ("room=<b>", "<b>"),
            ("room=" + String(repeating: "a", count: 64), String(repeating: "a", count: 64)),
            ("room=" + String(repeating: "a", count: 65), nil), ("room=", nil), ("room", nil), ("room=+", nil),
            ("room=%FF", "lobby"), ("room=%00", nil), ("room=a%0Ab", nil), ("room=%7F", nil),
        ] as [(String?, String?)]
    )
    func aRoomsNameIsInTheQuery(_ query: String?, _ name: String?) {
        #expect(Chat.roomName(query) == name)
    }

    @Test func whoAsksForABadNameIsLetGo() throws {
        let peer = try peer(1, in: "")
        let close = try #require(try peer.takeClose())
        #expect(close.code == Chat.badRoomName, "\(close)")
    }

    @Test func anEmptyRoomVanishesAfterAWhile() throws {
        let first = try join(1, in: "a")
        try first.peer.disconnect()
        loop.advanceTime(by: ChatRooms.lingering - .seconds(1))
        let second = try join(2, in: "a")
        #expect(second.welcome["epoch"] == first.welcome["epoch"])
        loop.advanceTime(by: .seconds(30))
        let third = try join(3, in: "a")
        #expect(third.welcome["epoch"] == first.welcome["epoch"])

        try second.peer.disconnect()
        try third.peer.disconnect()
        loop.advanceTime(by: ChatRooms.lingering)
        #expect(try join(4, in: "a").welcome["epoch"] != first.welcome["epoch"])
    }

    @Test func thereAreAtMostAHundredRooms() throws {
        var peers = try (1...100 as ClosedRange<UInt64>).map { try join($0, in: "\($0)").peer }
        let refused = try peer(200, in: "one more")
        #expect(try refused.takeClose()?.code == .tryAgainLater)
        #expect(try join(201, in: "1").welcome["count"] == 2)
        // A room that has been left makes place at once.
        try peers.removeLast().disconnect()
        #expect(try join(202, in: "one more").welcome["room"] == "one more")
    }

    @Test func whoCameBackIsOnlyHereOnce() throws {
        let (old, new, ben) = (try peer(1, in: "a"), try peer(2, in: "a"), try join(3, in: "a").peer)
        try old.send(#"{"type":"join","name":"Anna","key":"k"}"#)
        _ = (try old.take(), try ben.take())
        try new.send(#"{"type":"join","name":"Anna","key":"k"}"#)
        #expect(try old.takeClose()?.code == Chat.replaced)
        let told = try ben.takeTexts()
        #expect(told.count == 2 && told[0].contains(#""type":"left""#) && told[1].contains(#""type":"joined""#))
        #expect(try new.takeTexts().count == 1)
    }
}
