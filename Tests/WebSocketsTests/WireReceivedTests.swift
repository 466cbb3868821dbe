import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

/// What a watcher is told of what comes from the peer.
struct WireReceivedTests {
    private let watcher = RecordingWatcher()
    private let client: ClientCompression
    private let peer: InMemoryPeer

    init() throws {
        client = try ClientCompression()
        peer = try InMemoryPeer(of: RecordingEndpoint(), id: 42, offering: "permessage-deflate", watcher: watcher)
    }

    private func bytes(_ buffer: ByteBuffer?) -> [UInt8]? {
        buffer.map { Array($0.readableBytesView) }
    }

    @Test func aFrameIsToldAsItWasAndAsWhatItMeans() throws {
        peer.advance(by: .seconds(1))
        let frame = ClientFrame.text("Hello")
        try peer.send(frame)
        let event = try #require(watcher.events.first)
        #expect(event.connection == 42 && event.direction == .received)
        #expect(event.time == NIODeadline.uptimeNanoseconds(1_000_000_000))
        let told = try #require(watcher.frames(.received).first)
        #expect(told.header.maskingKey?.octets == frame.key && told.header.payloadLength == 5)
        #expect(bytes(told.raw) == frame.bytes)
        #expect(String(buffer: told.payload) == "Hello")
        #expect(told.inflated == nil)
        #expect(told.conclusion == .message(.text, bytes: 5))
        #expect(watcher.events.count == 1)
    }

    @Test func everyFrameOfAMessageAndBetweenIsTold() throws {
        let frames = [
            ClientFrame(.text, [0x61], isFinal: false), ClientFrame(.ping, [1]),
            ClientFrame(.continuation, [0x62, 0x63], isFinal: false), ClientFrame(.pong), ClientFrame(.continuation),
            ClientFrame(.binary, [1, 2]), ClientFrame(.binary),
        ]
        try peer.send(frames)
        #expect(
            watcher.seen == [
                .received(.text, .fragment), .received(.ping, .ping), .sent(.pong, .pong),
                .received(.continuation, .fragment), .received(.pong, .pong),
                .received(.continuation, .message(.text, bytes: 3)), .received(.binary, .message(.binary, bytes: 2)),
                .received(.binary, .message(.binary, bytes: 0)),
            ]
        )
        #expect(watcher.frames(.received).map { bytes($0.raw) } == frames.map(\.bytes))
        #expect(watcher.frames(.received).map { bytes($0.payload) } == frames.map(\.payload))
    }

    @Test(arguments: [1, 3, 10])
    func howTheBytesArriveMakesNoDifference(_ size: Int) throws {
        let text = String(repeating: "狗", count: 300)
        let frames =
            ClientFrame.fragments(client.text(text), size: 5) + [.text("a"), ClientFrame(.ping, [1, 2])]
            + ClientFrame.fragments(.text(text), size: 100) + [.close(1000, "bye")]
        let bytes = frames.bytes
        for start in stride(from: 0, to: bytes.count, by: size) {
            try peer.send(Array(bytes[start...].prefix(size)))
        }
        let whole = RecordingWatcher()
        let other = try InMemoryPeer(of: RecordingEndpoint(), id: 42, offering: "permessage-deflate", watcher: whole)
        try other.send(bytes)
        #expect(watcher.frames(.received).count == frames.count)
        #expect(watcher.frames(.received) == whole.frames(.received))
        #expect(watcher.seen == whole.seen)
    }

    @Test func aCompressedMessageIsToldInflatedToo() throws {
        let frame = client.text("Hello, Hello, Hello")
        try peer.send(frame)
        let told = try #require(watcher.frames(.received).first)
        #expect(told.header.reservedBits == FrameHeader.rsv1)
        #expect(bytes(told.payload) == frame.payload)
        #expect(told.inflated.map { String(buffer: $0) } == "Hello, Hello, Hello")
        #expect(told.conclusion == .message(.text, bytes: 19))
    }

    @Test func aFrameOfACompressedMessageIsToldWithWhatItAdds() throws {
        let parts = [client.deflated("Hel".utf8, endsMessage: false), client.deflated("lo".utf8)]
        try peer.send(
            .compressed(.text, parts[0], isFinal: false),
            ClientFrame(.ping, [1]),
            ClientFrame(.continuation, parts[1]),
            .text("plain")
        )
        let told = watcher.frames(.received)
        #expect(told.map { $0.inflated.map { String(buffer: $0) } } == ["Hel", nil, "lo", nil])
        #expect(told[2].conclusion == .message(.text, bytes: 5))
    }

    @Test func aCompressedMessageOfNothingInflatesToNothing() throws {
        try peer.send(client.text("before"), .compressed(.text, []))
        #expect(watcher.frames(.received).last?.inflated == ByteBuffer())
    }

    // MARK: Ends

    @Test func aViolationIsToldWithItsFrame() throws {
        try peer.send(.text("a"), ClientFrame(.text, [0x62, 0xFF]))
        #expect(
            watcher.seen == [
                .received(.text, .message(.text, bytes: 1)), .received(.text, .violation(.notUTF8)),
                .sent(.close, .close(ProtocolViolation.notUTF8.closeFrame)),
            ]
        )
        #expect(bytes(watcher.frames(.received)[1].payload) == [0x62, 0xFF])
    }

    @Test(arguments: [
        (ClientFrame.text("a").with { $0.key = nil }, ProtocolViolation.notMasked),
        (ClientFrame(.text, [0x61]).with { $0.rawOpcode = 3 }, .reservedOpcode(3)),
        (ClientFrame.compressed(.text, [0]).with { $0.key = nil }, .notMasked),
        (ClientFrame.compressed(.continuation, [0]), .reservedBits(4)),
        (ClientFrame(.continuation, [0]), .continuationWithoutStart),
    ])
    func aFrameThatIsRefusedHasNothingOfAnEarlierMessage(_ frame: ClientFrame, _ violation: ProtocolViolation) throws {
        try peer.send(client.text("Hello, Hello"), frame)
        let told = try #require(watcher.frames(.received).last)
        #expect(told.conclusion == .violation(violation))
        #expect((told.inflated ?? ByteBuffer()).readableBytes == 0)
    }

    @Test(arguments: [ClientFrame.close(1000, "bye"), ClientFrame(.close)])
    func aCloseIsToldWithItsAnswerAndTheEnd(_ frame: ClientFrame) throws {
        try peer.send(frame)
        try peer.channel.close().wait()
        let close = try CloseFrame(parsing: ByteBuffer(bytes: frame.payload))
        let answer = close.code.map { CloseFrame($0, "") } ?? .empty
        #expect(watcher.seen == [.received(.close, .close(close)), .sent(.close, .close(answer))])
        #expect(watcher.events.last?.content == .ended(close, .peer))
    }

    @Test func whatArrivesAfterOurCloseIsStillTold() throws {
        peer.handler?.close(CloseFrame(.normal, ""))
        try peer.send(.text("a"), .close(1000))
        #expect(watcher.seen.map(\.opcode) == [.close, .text, .close])
    }

    @Test func aConnectionThatIsLostEndsWithoutAClose() throws {
        try peer.channel.close().wait()
        peer.runLoop()
        #expect(watcher.events.map(\.content) == [.ended(nil, .loss)])
    }
}
