import NIOCore
import NIOEmbedded
import Testing
import WebSockets

/// Messages that are sent in parts (RFC 6455 §5.4).
struct FragmentSendingTests {
    private let endpoint = RecordingEndpoint()
    private let peer: InMemoryPeer
    private let connection: WebSocketConnection

    init() throws {
        peer = try InMemoryPeer(of: endpoint, limits: .with { $0.maxPendingBytes = 1000 })
        connection = try #require(endpoint.connection)
    }

    private func part(_ text: String, isFinal: Bool = false) {
        connection.send(fragment: ByteBuffer(string: text), of: .text, isFinal: isFinal)
    }

    private func frames() throws -> [ServerFrame] {
        peer.runLoop()
        return try peer.takeFrames()
    }

    private static func frame(_ opcode: Opcode, _ text: String, isFinal: Bool = false) -> ServerFrame {
        ServerFrame(opcode, Array(text.utf8), isFinal: isFinal)
    }

    @Test func everyPartIsAFrame() throws {
        part("a")
        part("b")
        part("c", isFinal: true)
        connection.send(fragment: ByteBuffer(bytes: [1]), of: .binary, isFinal: false)
        connection.send(fragment: ByteBuffer(), of: .binary, isFinal: true)
        let text = [
            Self.frame(.text, "a"), Self.frame(.continuation, "b"), Self.frame(.continuation, "c", isFinal: true),
        ]
        let binary = [ServerFrame(.binary, [1], isFinal: false), ServerFrame(.continuation)]
        #expect(try frames() == text + binary)
    }

    @Test func onePartAloneIsAMessage() throws {
        part("a", isFinal: true)
        part("b", isFinal: true)
        #expect(try frames() == [.text("a"), .text("b")])
    }

    @Test func partsLeaveWithoutWaitingForTheRest() throws {
        part("a")
        #expect(try frames() == [Self.frame(.text, "a")])
    }

    @Test func controlFramesMayStandBetweenTheParts() throws {
        part("a")
        try peer.send(ClientFrame(.ping, [1]))
        connection.ping(ByteBuffer(bytes: [2]))
        peer.advance(by: .seconds(30))
        part("b", isFinal: true)
        let between = [ServerFrame(.pong, [1]), ServerFrame(.ping, [2]), ServerFrame(.ping)]
        #expect(try frames() == [Self.frame(.text, "a")] + between + [Self.frame(.continuation, "b", isFinal: true)])
    }

    @Test func otherMessagesFollowInOrder() throws {
        let room = Room(home: peer.channel.eventLoop)
        room.join(connection)
        part("a")
        connection.send(.text("1"))
        room.broadcast(.text("2"))
        peer.runLoop()
        connection.send(.text("3"))
        part("b")
        #expect(try frames() == [Self.frame(.text, "a"), Self.frame(.continuation, "b")])
        part("c", isFinal: true)
        connection.send(.text("4"))
        let last = Self.frame(.continuation, "c", isFinal: true)
        #expect(try frames() == [last, .text("1"), .text("2"), .text("3"), .text("4")])
    }

    @Test func aCloseDoesNotWait() throws {
        part("a")
        connection.send(.text("never"))
        connection.close(.normal, "")
        part("never", isFinal: true)
        #expect(try frames() == [Self.frame(.text, "a"), .close(.normal)])
        try peer.send(.close(1000))
        #expect(peer.wire.isOutputClosed)
    }

    // MARK: Bounds

    private static let tooSlow = ServerFrame.close(.policyViolation, "too slow: more than 1000 bytes wait")

    @Test func whatFollowsIsBounded() throws {
        part("a")
        for _ in 0..<3 { connection.send(.binary([UInt8](repeating: 0, count: 300))) }
        #expect(try frames() == [Self.frame(.text, "a")])
        connection.send(.binary([UInt8](repeating: 0, count: 300)))
        #expect(try frames() == [Self.tooSlow])
    }

    @Test func oneMessageOfAnySizeMayFollow() throws {
        part("a")
        connection.send(.binary([UInt8](repeating: 0, count: 5000)))
        part("b", isFinal: true)
        #expect(try frames().map(\.payload.count) == [1, 1, 5000])
    }

    @Test func messagesOfNoBytesAreBoundedToo() throws {
        part("a")
        for _ in 0..<600 { connection.send(.text("")) }
        #expect(try frames() == [Self.frame(.text, "a"), Self.tooSlow])
    }

    @Test func whatRoomsSendIsBoundedToo() throws {
        let room = Room(home: peer.channel.eventLoop)
        room.join(connection)
        part("a")
        for _ in 0..<4 {
            room.broadcast(.binary([UInt8](repeating: 0, count: 300)))
            peer.runLoop()
        }
        #expect(try frames() == [Self.frame(.text, "a"), Self.tooSlow])
    }
}
