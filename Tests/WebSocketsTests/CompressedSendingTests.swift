import NIOCore
import TestSupport
import Testing
import WebSockets

/// Messages that leave compressed, and those that do not (RFC 7692 §6.1).
struct CompressedSendingTests {
    private static let text = String(repeating: "一只小狗走进厨房. ", count: 40)

    private static func peer(
        _ options: CompressionOptions? = CompressionOptions(),
        offering offer: String? = "permessage-deflate"
    ) throws -> InMemoryPeer {
        try InMemoryPeer(of: RecordingEndpoint.echo(compression: options), offering: offer)
    }

    @Test func aMessageLeavesInOneFrameThatSaysSo() throws {
        let peer = try Self.peer()
        try peer.send(.text(Self.text))
        let frames = try peer.takeFrames()
        let frame = try #require(frames.first)
        #expect(frames.count == 1 && frame.opcode == .text && frame.isFinal && frame.isCompressed)
        #expect(frame.payload.count < Self.text.utf8.count / 2)
        #expect(try ClientCompression().texts(frames) == [Self.text])
    }

    @Test(arguments: [(255, false), (256, true), (100_000, true)])
    func shortMessagesLeaveAsTheyAre(_ count: Int, _ isCompressed: Bool) throws {
        let peer = try Self.peer()
        let payload = [UInt8](repeating: 7, count: count)
        try peer.send(ClientFrame(.binary, payload))
        let frames = try peer.takeFrames()
        #expect(frames.map(\.isCompressed) == [isCompressed])
        #expect(try ClientCompression().inflated(frames) == payload)
    }

    @Test func howShortIsAnOption() throws {
        var options = CompressionOptions()
        options.minimumBytes = 10
        let peer = try Self.peer(options)
        try peer.send(.text("aaaaaaaaa"), .text("aaaaaaaaaa"))
        #expect(try peer.takeFrames().map(\.isCompressed) == [false, true])
    }

    @Test func whatDoesNotGetShorterLeavesAsItIs() throws {
        let peer = try Self.peer()
        var generator = SeededGenerator(seed: 7)
        let noise = generator.bytes(5000)
        try peer.send(ClientFrame(.binary, noise), .text(Self.text))
        let frames = try peer.takeFrames()
        #expect(frames.map(\.isCompressed) == [false, true])
        #expect(frames.first?.payload == noise)
        #expect(try ClientCompression().texts([frames[1]]) == [Self.text])
    }

    /// What the client never got must not be referred to.
    @Test func withContextTakeoverAllThatEnteredTheContextIsSent() throws {
        var options = CompressionOptions()
        options.serverContextTakeover = true
        let peer = try Self.peer(options)
        var generator = SeededGenerator(seed: 7)
        let noise = generator.bytes(5000)
        try peer.send(ClientFrame(.binary, noise), ClientFrame(.binary, noise))
        let frames = try peer.takeFrames()
        #expect(frames.map(\.isCompressed) == [true, true])
        #expect(frames[1].payload.count < 100)
        let client = try ClientCompression()
        #expect(try frames.map { try client.inflated([$0]) } == [noise, noise])
    }

    @Test func withoutContextTakeoverEveryMessageStandsAlone() throws {
        let peer = try Self.peer()
        try peer.send(.text(Self.text), .text(Self.text))
        let frames = try peer.takeFrames()
        #expect(frames.count == 2 && frames[0] == frames[1])
        #expect(try ClientCompression().texts([frames[1]]) == [Self.text])
    }

    @Test(arguments: [nil, "x-webkit-deflate-frame", "permessage-deflate; server_max_window_bits=8"])
    func withoutAnAgreementNothingIsCompressed(_ offer: String?) throws {
        let peer = try Self.peer(offering: offer)
        try peer.send(.text(Self.text))
        #expect(try peer.takeFrames() == [.text(Self.text)])
    }

    @Test func anEndpointMayDoWithoutCompression() throws {
        let peer = try Self.peer(nil)
        try peer.send(.text(Self.text))
        #expect(try peer.takeFrames() == [.text(Self.text)])
    }

    @Test func anEndpointIsToldWhetherMessagesAreCompressed() throws {
        let endpoint = RecordingEndpoint()
        let compressed = try InMemoryPeer(of: endpoint, offering: "permessage-deflate")
        #expect(endpoint.connection?.isCompressed == true)
        let plain = try InMemoryPeer(of: endpoint)
        #expect(endpoint.connection?.isCompressed == false)
        withExtendedLifetime((compressed, plain)) {}
    }

    @Test(arguments: 9...15)
    func aMessageRefersNoFurtherBackThanTheClientAllows(_ windowBits: Int) throws {
        let peer = try Self.peer(offering: "permessage-deflate; server_max_window_bits=\(windowBits)")
        var generator = SeededGenerator(seed: 7)
        let payload = [[UInt8]](repeating: generator.bytes(2000), count: 40).flatMap(\.self)
        try peer.send(ClientFrame(.binary, payload))
        let frames = try peer.takeFrames()
        #expect(try ClientCompression(windowBits: windowBits).inflated(frames) == payload)
    }
}
