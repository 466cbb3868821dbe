import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

/// When a connection has zlib states of its own, and when it gives them back.
struct CompressionStatesTests {
    private let pool = CompressionPool(eventLoop: EmbeddedEventLoop())
    private static let payload = ByteBuffer(repeating: 7, count: 1000)

    private func agreed(takeover: Bool = false) throws -> PerMessageDeflate {
        var options = CompressionOptions()
        options.serverContextTakeover = takeover
        options.clientContextTakeover = takeover
        return try #require(PerMessageDeflate.negotiate([ExtensionOffer("permessage-deflate")], options))
    }

    /// The one state that lies in the pool.
    private func pooledDeflater(_ agreed: PerMessageDeflate) throws -> Deflater {
        let deflater = try #require(pool.takeDeflater(for: agreed))
        pool.giveBack(deflater)
        return deflater
    }

    private func pooledInflater() throws -> Inflater {
        let inflater = try #require(pool.takeInflater())
        pool.giveBack(inflater)
        return inflater
    }

    @Test func aDeflaterIsBorrowedForOneMessage() throws {
        let agreed = try agreed()
        let deflater = try pooledDeflater(agreed)
        let compression = Compression(agreed, pool: pool)
        #expect(compression.compressed(Self.payload) != nil)
        #expect(pool.takeDeflater(for: agreed) === deflater)
    }

    @Test func aDeflaterIsKeptFromTheFirstPartToTheLast() throws {
        let agreed = try agreed()
        let deflater = try pooledDeflater(agreed)
        let compression = Compression(agreed, pool: pool)
        _ = compression.deflate(Self.payload, endsMessage: false)
        #expect(pool.takeDeflater(for: agreed) !== deflater)
        _ = compression.deflate(Self.payload, endsMessage: true)
        #expect(pool.takeDeflater(for: agreed) === deflater)
    }

    @Test func withContextTakeoverADeflaterIsKept() throws {
        let agreed = try agreed(takeover: true)
        let deflater = try pooledDeflater(agreed)
        let compression = Compression(agreed, pool: pool)
        _ = compression.compressed(Self.payload)
        #expect(pool.takeDeflater(for: agreed) !== deflater)
    }

    @Test func aContextThatWasNotUsedForAWhileIsGivenBack() throws {
        let agreed = try agreed(takeover: true)
        let deflater = try pooledDeflater(agreed)
        let compression = Compression(agreed, pool: pool)
        _ = compression.compressed(Self.payload)
        compression.releaseIdleContext()
        #expect(pool.takeDeflater(for: agreed) !== deflater)
        compression.releaseIdleContext()
        #expect(pool.takeDeflater(for: agreed) === deflater)
    }

    @Test func anInflaterIsBorrowedForOneMessage() throws {
        let inflater = try pooledInflater()
        var receiver = MessageReceiver(compression: Compression(try agreed(), pool: pool))
        let frame = try ClientCompression().binary(Array(Self.payload.readableBytesView))
        var beginning = ByteBuffer(bytes: frame.bytes.prefix(10))
        _ = try receiver.next(&beginning)
        #expect(pool.takeInflater() !== inflater)
        var rest = ByteBuffer(bytes: frame.bytes.dropFirst(10))
        #expect(try receiver.next(&rest) == .message(Message(.binary, Self.payload)))
        #expect(pool.takeInflater() === inflater)
    }

    @Test func withContextTakeoverAnInflaterIsOfItsOwn() throws {
        let inflater = try pooledInflater()
        var receiver = MessageReceiver(compression: Compression(try agreed(takeover: true), pool: pool))
        var input = ByteBuffer(bytes: try ClientCompression().binary([1, 2, 3]).bytes)
        #expect(try receiver.next(&input) == .message(.binary([1, 2, 3])))
        #expect(pool.takeInflater() === inflater)
        #expect(pool.takeInflater() !== inflater)
    }
}
