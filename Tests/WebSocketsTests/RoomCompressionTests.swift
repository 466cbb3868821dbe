import NIOCore
import NIOEmbedded
import TestSupport
import Testing

@testable import WebSockets

/// Messages that are compressed once for all members that agreed on it.
struct RoomCompressionTests {
    private static let text = String(repeating: "一只小狗走进厨房. ", count: 40)

    private let loop = EmbeddedEventLoop()
    private let endpoint: RecordingEndpoint

    init() {
        var options = CompressionOptions()
        options.serverContextTakeover = true
        endpoint = RecordingEndpoint(compression: options)
    }

    private func member(_ room: Room, _ offer: String?) throws -> (InMemoryPeer, WebSocketConnection) {
        let peer = try InMemoryPeer(of: endpoint, offering: offer, loop: loop)
        let connection = try #require(endpoint.connection)
        room.join(connection)
        return (peer, connection)
    }

    @Test func membersWithAndWithoutItHearTheSame() throws {
        let room = Room(home: loop)
        let offers = ["permessage-deflate", nil, "permessage-deflate; server_no_context_takeover"]
        let members = try offers.map { try member(room, $0) }
        for text in [Self.text, "short", Self.text] { room.broadcast(.text(text)) }
        loop.run()
        for ((peer, _), offer) in zip(members, offers) {
            let frames = try peer.takeFrames()
            #expect(frames.map(\.isCompressed) == [offer != nil, false, offer != nil])
            #expect(try ClientCompression().texts(frames) == [Self.text, "short", Self.text])
            #expect(frames[0] == frames[2])
        }
    }

    /// Not only the same bytes: the same memory.
    @Test func aMessageIsCompressedOnce() throws {
        let room = Room(home: loop)
        let members = try (0..<3).map { _ in try member(room, "permessage-deflate") }
        room.broadcast(.text(Self.text))
        loop.run()
        let writes = try members.map { peer, _ in try #require(try peer.channel.readOutbound(as: ByteBuffer.self)) }
        let places = writes.map { $0.withUnsafeReadableBytes { $0.baseAddress } }
        #expect(Set(places).count == 1)
        #expect(try ClientCompression().texts(ServerFrame.parse(writes[0])) == [Self.text])
    }

    @Test(arguments: [(15, 15, true), (15, 14, false), (10, 10, true), (10, 15, true), (10, 9, false)])
    func whoseWindowIsSmallerThanTheRoomsHearsPlainText(_ rooms: Int, _ members: Int, _ isCompressed: Bool) throws {
        var options = CompressionOptions()
        options.windowBits = rooms
        let room = Room(home: loop, compression: options)
        let (peer, _) = try member(room, "permessage-deflate; server_max_window_bits=\(members)")
        var generator = SeededGenerator(seed: 1)
        let payload = [[UInt8]](repeating: generator.bytes(600), count: 20).flatMap(\.self)
        room.broadcast(.binary(payload))
        loop.run()
        let frames = try peer.takeFrames()
        #expect(frames.map(\.isCompressed) == [isCompressed])
        #expect(try ClientCompression(windowBits: members).inflated(frames) == payload)
    }

    /// The client's window has then moved past what the connection's own context knows.
    @Test func aMemberWithContextTakeoverMayBeSentBoth() throws {
        let room = Room(home: loop)
        let (peer, connection) = try member(room, "permessage-deflate")
        let client = try ClientCompression()
        var generator = SeededGenerator(seed: 1)
        let (own, shared) = (generator.bytes(1000), generator.bytes(500) + [UInt8](repeating: 7, count: 30_000))
        var sizes: [Int] = []
        for message in [own, own, shared, own, own] {
            if message == shared { room.broadcast(.binary(message)) } else { connection.send(.binary(message)) }
            loop.run()
            let frames = try peer.takeFrames()
            #expect(try client.inflated(frames) == message)
            sizes.append(frames.map(\.payload.count).reduce(0, +))
        }
        #expect(sizes[0] > 1000 && sizes[1] < 100 && sizes[3] > 1000 && sizes[4] < 100)
    }

    @Test func whatAllHearNeverRefersToWhatOnlySomeHaveHeard() throws {
        var options = CompressionOptions()
        options.serverContextTakeover = true
        let room = Room(home: loop, compression: options)
        _ = try member(room, "permessage-deflate")
        room.broadcast(.text(Self.text))
        let (peer, _) = try member(room, "permessage-deflate")
        room.broadcast(.text(Self.text))
        loop.run()
        #expect(try ClientCompression().texts(peer.takeFrames()) == [Self.text])
    }

    @Test func aPlainSharedMessageLeavesTheContextAlone() throws {
        let room = Room(home: loop)
        let (peer, connection) = try member(room, "permessage-deflate")
        let client = try ClientCompression()
        connection.send(.text(Self.text))
        room.broadcast(.text("short"))
        loop.run()
        connection.send(.text(Self.text))
        loop.run()
        let frames = try peer.takeFrames()
        #expect(try client.texts(frames) == [Self.text, "short", Self.text])
        #expect(frames[2].payload.count < frames[0].payload.count / 2)
    }

    @Test func theLastMemberWithItTakesItAway() throws {
        let room = Room(home: loop)
        let (plain, _) = try member(room, nil)
        let (peer, connection) = try member(room, "permessage-deflate")
        room.join(connection)
        room.broadcast(.text(Self.text))
        room.leave(connection)
        room.leave(connection)
        room.broadcast(.text(Self.text))
        room.join(connection)
        room.broadcast(.text(Self.text))
        loop.run()
        #expect(try plain.takeFrames() == [ServerFrame](repeating: .text(Self.text), count: 3))
        #expect(try peer.takeFrames().map(\.isCompressed) == [true, true])
    }

    @Test func dropNewestLeavesWholeCompressedMessagesOut() throws {
        let room = Room(home: loop, policy: .dropNewest)
        let limits = WebSocketLimits.with { $0.maxPendingBytes = 1000 }
        let peer = try InMemoryPeer(of: endpoint, offering: "permessage-deflate", limits: limits, loop: loop)
        let connection = try #require(endpoint.connection)
        room.join(connection)
        peer.wire.isStuck = true
        connection.send(.binary([1]))
        loop.run()
        peer.setWritable(false)
        for _ in 0..<40 { room.broadcast(.text(Self.text)) }
        loop.run()
        peer.unstick()
        let frames = try peer.takeFrames().dropFirst()
        #expect(frames.count > 1 && frames.count < 40)
        #expect(frames.reduce(0) { $0 + $1.payload.count } < 1000)
        #expect(try frames.allSatisfy { try ClientCompression().texts([$0]) == [Self.text] })
    }
}
