import NIOCore
import TestSupport
import Testing
import WebSockets

struct DeflaterTests {
    static let hello: [UInt8] = [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]

    @Test func theExampleOfTheRFCIsWritten() throws {
        #expect(try Deflater.make().message(Array("Hello".utf8)) == Self.hello)
    }

    @Test func anEmptyMessageIsOneByte() throws {
        let deflater = try Deflater.make()
        for _ in 0..<3 { #expect(deflater.message([]) == [0]) }
        #expect(deflater.message([], [], []) == [0])
        #expect(deflater.message(Array("Hello".utf8)) == Self.hello)
        #expect(deflater.message([]) == [0])
    }

    @Test func aFragmentEndsWithItsLastByte() throws {
        let deflater = try Deflater.make()
        let inflater = try Inflater.make()
        var output = ByteBuffer()
        deflater.compress(ByteBuffer(string: "Hel"), to: &output, endsMessage: false)
        #expect(output.readableBytesView.suffix(4) == [0x00, 0x00, 0xFF, 0xFF])

        var inflated = ByteBuffer()
        try output.withUnsafeReadableBytes { try inflater.inflate($0, to: &inflated, limit: 100) }
        #expect(inflated == ByteBuffer(string: "Hel"))
    }

    @Test func theLastFragmentMayBeEmpty() throws {
        let compressed = try Deflater.make().message(Array("Hel".utf8), [], Array("lo".utf8), [])
        #expect(try Inflater.make().message(compressed) == Array("Hello".utf8))
    }

    @Test func whatIsRepeatedGetsSmallerUntilReset() throws {
        var random = SeededGenerator(seed: 1)
        let payload = random.bytes(500)
        let deflater = try Deflater.make()
        let first = deflater.message(payload)
        #expect(first.count > 500)
        #expect(deflater.message(payload).count < 50)
        deflater.reset()
        #expect(deflater.message(payload) == first)
    }

    @Test func outputIsAppended() throws {
        var output = ByteBuffer(string: "before")
        try Deflater.make().compress(ByteBuffer(string: "Hello"), to: &output, endsMessage: true)
        #expect(Array(output.readableBytesView) == Array("before".utf8) + Self.hello)
    }

    /// A buffer that is full just when a flush ends looks to zlib like one that was too small.
    @Test func anyRoomIsEnough() throws {
        var random = SeededGenerator(seed: 2)
        let inflater = try Inflater.make()
        for size in 1...400 {
            let payload = random.bytes(size)
            let deflater = try Deflater.make(memoryLevel: 1)
            for room in [0, size, size + 4, size + 5, size + 6, size + 9, size + 10, size + 11] {
                var output = ByteBuffer()
                output.reserveCapacity(room)
                output.moveWriterIndex(to: output.storageCapacity - min(output.storageCapacity, room))
                output.moveReaderIndex(to: output.writerIndex)
                deflater.compress(ByteBuffer(bytes: payload), to: &output, endsMessage: true)
                #expect(try inflater.message(Array(output.readableBytesView)) == payload)
            }
        }
    }

    @Test func aLargeMessageWithoutPatternGrowsByLittle() throws {
        var random = SeededGenerator(seed: 3)
        let payload = random.bytes(1 << 20)
        let compressed = try Deflater.make(level: 1).message(payload)
        #expect(compressed.count < payload.count + 1024)
        #expect(try Inflater.make().message(compressed) == payload)
    }

    @Test(arguments: [
        (8, 8, 6), (16, 8, 6), (-15, 8, 6), (0, 8, 6), (.min, 8, 6), (15, 0, 6), (15, 10, 6), (15, 8, 10),
    ])
    func whatZlibDoesNotTakeIsNoDeflater(_ windowBits: Int, _ memoryLevel: Int, _ level: Int) {
        #expect(Deflater(windowBits: windowBits, memoryLevel: memoryLevel, level: level) == nil)
    }
}
