import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

/// Watching that begins or ends in the middle of things.
struct WireWatchingTests {
    private let watcher = RecordingWatcher()
    private let endpoint = RecordingEndpoint()
    private let client: ClientCompression
    private let peer: InMemoryPeer
    private let connection: WebSocketConnection

    init() throws {
        client = try ClientCompression()
        peer = try InMemoryPeer(of: endpoint, offering: "permessage-deflate")
        connection = try #require(endpoint.connection)
    }

    @Test func aFrameThatIsArrivingAlreadyIsLeftOut() throws {
        let first = ClientFrame.text("first").bytes
        try peer.send(Array(first.prefix(8)))
        connection.watch(watcher)
        try peer.send(Array(first.dropFirst(8)) + ClientFrame.text("second").bytes)
        #expect(endpoint.received.count == 2)
        #expect(watcher.seen == [.received(.text, .message(.text, bytes: 6))])
    }

    @Test func halfAHeaderIsNoFrameYet() throws {
        let frame = ClientFrame.text("a")
        try peer.send(Array(frame.bytes.prefix(5)))
        connection.watch(watcher)
        try peer.send(Array(frame.bytes.dropFirst(5)))
        #expect(watcher.frames(.received).map(\.raw) == [ByteBuffer(bytes: frame.bytes)])
    }

    @Test(arguments: [true, false])
    func aMessageThatHasBegunIsToldFromTheNextFrameOn(_ isInsideFrame: Bool) throws {
        let parts = ["eins ", "zwei ", "drei"].map { client.deflated($0.utf8, endsMessage: $0 == "drei") }
        let frames = [
            ClientFrame.compressed(.text, parts[0], isFinal: false),
            ClientFrame(.continuation, parts[1], isFinal: false), ClientFrame(.continuation, parts[2]),
        ]
        let early = frames[0].bytes.count + (isInsideFrame ? 16 : 0)
        try peer.send(Array(frames.bytes.prefix(early)))
        connection.watch(watcher)
        try peer.send(Array(frames.bytes.dropFirst(early)))
        let inflated = watcher.frames(.received).map { $0.inflated.map { String(buffer: $0) } }
        #expect(inflated == (isInsideFrame ? ["drei"] : ["zwei ", "drei"]))
        #expect(watcher.seen.last == .received(.continuation, .message(.text, bytes: 14)))
    }

    @Test func partsThatWereSentBeforeBelongToTheirMessage() throws {
        connection.send(fragment: ByteBuffer(string: "ab"), of: .text, isFinal: false)
        connection.watch(watcher)
        connection.send(fragment: ByteBuffer(string: "c"), of: .text, isFinal: true)
        connection.send(fragment: ByteBuffer(string: "d"), of: .text, isFinal: true)
        #expect(
            watcher.seen == [
                .sent(.continuation, .message(.text, bytes: 3)), .sent(.text, .message(.text, bytes: 1)),
            ]
        )
        #expect(watcher.frames(.sent).map { $0.inflated.map { String(buffer: $0) } } == ["c", "d"])
    }

    @Test func whoStopsWatchingIsToldNothingMore() throws {
        connection.watch(watcher)
        try peer.send(.text("a"))
        connection.watch(nil)
        try peer.send(.text("b"))
        connection.send(.text("c"))
        try peer.channel.close().wait()
        #expect(watcher.seen == [.received(.text, .message(.text, bytes: 1))])
        #expect(watcher.events.count == 1)
        #expect(endpoint.received.count == 2)
    }

    @Test func anotherWatcherTakesItsPlace() throws {
        let other = RecordingWatcher()
        connection.watch(watcher)
        try peer.send(ClientFrame(.binary, [1], isFinal: false))
        connection.watch(other)
        try peer.send(ClientFrame(.continuation, [2]))
        #expect(watcher.seen == [.received(.binary, .fragment)])
        #expect(other.seen == [.received(.continuation, .message(.binary, bytes: 2))])
    }

    @Test func nothingIsKeptOfAWatchedConnectionThatHasEnded() throws {
        connection.watch(watcher)
        try peer.send(.text("a"))
        try peer.channel.close().wait()
        peer.runLoop()
        #expect(peer.handler == nil)
        connection.watch(watcher)
        #expect(watcher.events.count == 2)
    }
}
