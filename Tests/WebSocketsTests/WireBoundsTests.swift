import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

/// What watching may cost.
struct WireBoundsTests {
    @Test(arguments: [0, 14, 20, 1000])
    func onlyAsMuchIsCopiedAsIsWanted(_ maxBytes: Int) throws {
        let watcher = RecordingWatcher(maxBytes: maxBytes)
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint, offering: "permessage-deflate", watcher: watcher)
        let connection = try #require(endpoint.connection)
        let client = try ClientCompression()
        let large = [UInt8](repeating: 7, count: 100_000)
        try peer.send(ClientFrame(.binary, large), client.binary(large))
        connection.send(.binary(large))
        connection.send(fragment: ByteBuffer(bytes: large), of: .binary, isFinal: true)
        let room = Room(home: peer.channel.eventLoop)
        room.join(connection)
        room.broadcast(.binary(large))
        peer.runLoop()

        // A header is told whole.
        let most = max(maxBytes, 14)
        let frames = watcher.frames(.received) + watcher.frames(.sent)
        #expect(frames.map(\.conclusion) == .init(repeating: .message(.binary, bytes: 100_000), count: 5))
        #expect(watcher.frames(.received)[0].raw.readableBytes == most)
        for buffer in frames.flatMap({ [$0.raw, $0.payload, $0.inflated ?? ByteBuffer()] }) {
            #expect(buffer.readableBytes <= most)
            #expect(buffer.storageCapacity <= 2048)
        }
    }
}
