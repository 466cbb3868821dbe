import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

/// What a watcher is told of what goes to the peer.
struct WireSentTests {
    private static let text = String(repeating: "狗", count: 300)

    private let watcher = RecordingWatcher()
    private let endpoint = RecordingEndpoint()
    private let peer: InMemoryPeer
    private let connection: WebSocketConnection

    init() throws {
        peer = try InMemoryPeer(of: endpoint, offering: "permessage-deflate", watcher: watcher)
        connection = try #require(endpoint.connection)
    }

    private func wireBytes() throws -> [UInt8] {
        peer.runLoop()
        var bytes: [UInt8] = []
        while let write = try peer.channel.readOutbound(as: ByteBuffer.self) { bytes += write.readableBytesView }
        return bytes
    }

    private var told: [WireFrame] { watcher.frames(.sent) }

    @Test func everyFrameIsToldInOrderAndAsItIs() throws {
        connection.send(.text("a"))
        connection.send(.binary([1, 2, 3]))
        connection.ping(ByteBuffer(bytes: [9]))
        try peer.send(ClientFrame(.ping, [8]))
        connection.close(.normal, "bye")
        #expect(
            watcher.seen.filter { $0.direction == .sent } == [
                .sent(.text, .message(.text, bytes: 1)), .sent(.binary, .message(.binary, bytes: 3)),
                .sent(.ping, .ping), .sent(.pong, .pong), .sent(.close, .close(CloseFrame(.normal, "bye"))),
            ]
        )
        #expect(try told.flatMap { Array($0.raw.readableBytesView) } == wireBytes())
        #expect(told[1].payload == ByteBuffer(bytes: [1, 2, 3]) && told[1].header.maskingKey == nil)
        #expect(told.allSatisfy { $0.inflated == nil })
    }

    @Test func aCompressedMessageIsToldWithWhatItStandsFor() throws {
        connection.send(.text(Self.text))
        connection.send(.text("short"))
        #expect(told.map { $0.inflated.map { String(buffer: $0) } } == [Self.text, nil])
        #expect(told[0].conclusion == .message(.text, bytes: 900))
        #expect(told[0].header.reservedBits == FrameHeader.rsv1)
        #expect(told[0].header.payloadLength == told[0].payload.readableBytes)
        #expect(try told.flatMap { Array($0.raw.readableBytesView) } == wireBytes())
    }

    @Test func thePartsOfAMessageAreFragments() throws {
        connection.send(fragment: ByteBuffer(string: "ab"), of: .text, isFinal: false)
        connection.send(.text("later"))
        connection.ping()
        connection.send(fragment: ByteBuffer(string: "c"), of: .text, isFinal: true)
        #expect(
            watcher.seen == [
                .sent(.text, .fragment), .sent(.ping, .ping), .sent(.continuation, .message(.text, bytes: 3)),
                .sent(.text, .message(.text, bytes: 5)),
            ]
        )
        #expect(told.map { $0.inflated.map { String(buffer: $0) } } == ["ab", nil, "c", nil])
        #expect(try told.flatMap { Array($0.raw.readableBytesView) } == wireBytes())
    }

    @Test(arguments: [true, false])
    func whatARoomSendsIsToldFrameByFrame(_ isCompressed: Bool) throws {
        let offer = isCompressed ? "permessage-deflate" : nil
        let watcher = RecordingWatcher()
        let loop = peer.channel.embeddedEventLoop
        let member = try InMemoryPeer(of: endpoint, offering: offer, loop: loop, watcher: watcher)
        let room = Room(home: loop)
        room.join(try #require(endpoint.connection))
        for text in ["a", Self.text, "b"] { room.broadcast(.text(text)) }
        loop.run()
        let told = watcher.frames(.sent)
        #expect(told.map(\.conclusion) == [1, 900, 1].map { .message(.text, bytes: $0) })
        #expect(told.map { $0.inflated.map { String(buffer: $0) } } == [nil, isCompressed ? Self.text : nil, nil])
        let bytes = try #require(try member.channel.readOutbound(as: ByteBuffer.self))
        #expect(told.flatMap { Array($0.raw.readableBytesView) } == Array(bytes.readableBytesView))
    }

    @Test func heartbeatsAndWhatEndsThemAreTold() throws {
        peer.advance(by: .seconds(65))
        let close = CloseFrame(.internalError, "silent for two ping intervals")
        #expect(watcher.seen == [.sent(.ping, .ping), .sent(.close, .close(close))])
        #expect(watcher.events.last?.content == .ended(close, .silence))
    }
}
