import NIOEmbedded
import Testing
import WebSockets

@testable import Demos

struct BroadcastTests {
    private let loop = EmbeddedEventLoop()

    private func peers(_ count: UInt64, at endpoint: Broadcast) throws -> [DemoPeer] {
        try (0..<count).map { try DemoPeer(at: endpoint, id: $0, loop: loop) }
    }

    @Test func everybodyHearsEverythingUnchangedTheSenderToo() throws {
        let peers = try peers(3, at: Broadcast(home: loop))
        try peers[0].send("你好")
        try peers[1].sendBinary([0, 0xFF])
        try peers[0].send("")
        for peer in peers {
            #expect(try peer.take() == [.text("你好"), .binary([0, 0xFF]), .text("")])
        }
    }

    @Test func whoComesLaterHearsWhatFollows() throws {
        let broadcast = Broadcast(home: loop)
        let first = try DemoPeer(at: broadcast, id: 1, loop: loop)
        try first.send("a")
        let second = try DemoPeer(at: broadcast, id: 2, loop: loop)
        try first.send("b")
        #expect(try first.takeTexts() == ["a", "b"])
        #expect(try second.takeTexts() == ["b"])
    }

    @Test func whoIsGoneIsNotSpokenTo() throws {
        let peers = try peers(2, at: Broadcast(home: loop))
        try peers[0].disconnect()
        try peers[1].send("a")
        #expect(try peers[0].take().isEmpty)
        #expect(try peers[1].takeTexts() == ["a"])
    }

    @Test func twoRoomsDoNotHearEachOther() throws {
        let one = try peers(1, at: Broadcast(home: loop))
        let other = try peers(1, at: Broadcast(home: loop))
        try one[0].send("a")
        #expect(try one[0].takeTexts() == ["a"])
        #expect(try other[0].take().isEmpty)
    }

    /// A page from elsewhere could listen in.
    @Test func onlyPagesOfTheSameAddressMayConnect() {
        #expect(Broadcast(home: loop).terms == HandshakeTerms(origins: .sameOrigin))
    }
}
