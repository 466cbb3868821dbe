import NIOCore
import Testing
import WebSockets

struct InflaterTests {
    /// RFC 7692 §7.2.3, and what follows from it.
    static let examples: [(what: String, bytes: [UInt8], text: String)] = [
        ("one block", [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00], "Hello"),
        ("a stored block", [0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00], "Hello"),
        ("a last block", [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00], "Hello"),
        ("a last block and nothing else", lastBlock, "Hello"),
        ("two blocks", [0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00], "Hello"),
        ("an empty message", [0x00], ""),
        ("an empty last block", [0x03, 0x00], ""),
        ("an empty last block and an empty one", [0x03, 0x00, 0x00], ""),
        ("no bytes", [], ""),
        ("a block that refers to one before a last one", lastBlock + second, "HelloHello"),
    ]

    static let lastBlock: [UInt8] = [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]
    /// "Hello", said again: one letter and what followed it the last time.
    static let second: [UInt8] = [0xF2, 0x00, 0x11, 0x00, 0x00]

    @Test(arguments: examples)
    func theExamplesOfTheRFCAreRead(_ what: String, _ bytes: [UInt8], _ text: String) throws {
        let inflater = try Inflater.make()
        for _ in 0..<2 {
            #expect(try inflater.message(bytes) == Array(text.utf8), "\(what)")
            #expect(try inflater.message(bytes, chunk: { 1 }) == Array(text.utf8), "\(what)")
        }
    }

    @Test(arguments: [DeflaterTests.hello, lastBlock])
    func aMessageMayReferToTheOneBefore(_ first: [UInt8]) throws {
        let inflater = try Inflater.make()
        _ = try inflater.message(first)
        for empty: [UInt8] in [[], [0], [0x03, 0x00]] {
            #expect(try inflater.message(empty) == [])
            #expect(try inflater.message(Self.second) == Array("Hello".utf8))
        }
    }

    @Test func aMessageMayNotReferToOneBeforeAReset() throws {
        let inflater = try Inflater.make()
        _ = try inflater.message(Self.lastBlock)
        inflater.reset()
        #expect(throws: InflateError.corrupt) { try inflater.message(Self.second) }
        inflater.reset()
        #expect(try inflater.message(DeflaterTests.hello) == Array("Hello".utf8))
    }

    static let emptyBlocks: [(what: String, bytes: [UInt8])] = [
        ("stored", [0x00, 0x00, 0x00, 0xFF, 0xFF]),
        ("four fixed ones", [0x02, 0x08, 0x20, 0x80, 0x00]),
        ("a last fixed one", [0x03, 0x00]),
        ("a last stored one", [0x01, 0x00, 0x00, 0xFF, 0xFF]),
    ]

    @Test(arguments: emptyBlocks)
    func anyNumberOfEmptyBlocksIsAnEmptyMessage(_ what: String, _ block: [UInt8]) throws {
        let storm = Array(repeatElement(block, count: 20_000).joined()) + [0]
        var output = ByteBuffer()
        try Inflater.make().take(storm, to: &output, limit: 0)
        #expect(output.readableBytes == 0, "\(what)")
    }

    @Test func aMessageOfManyPiecesIsReadWhole() throws {
        let stored = [0x00, 0xFF, 0xFF, 0x00, 0x00] + [UInt8](repeating: 7, count: 65_535)
        let bytes = Array(repeatElement(stored, count: 40).joined()) + [0]
        #expect(try Inflater.make().message(bytes, limit: 3 << 20) == [UInt8](repeating: 7, count: 40 * 65_535))
    }

    /// Now and then zlib has taken the last byte and still has more to say than there was room for.
    @Test(.timeLimit(.minutes(1)))
    func whatHadNoRoomComesWithoutMoreBytes() throws {
        let inflater = try Inflater.make()
        for size in (1 << 16) + 1...(1 << 16) + 258 {
            let compressed = try Deflater.make().message([UInt8](repeating: 0, count: size))
            #expect(try inflater.message(compressed).count == size)
        }
    }

    @Test(arguments: [7, 16, 0, -15, .min, .max])
    func whatZlibDoesNotTakeIsNoInflater(_ windowBits: Int) {
        #expect(Inflater(windowBits: windowBits) == nil)
    }
}
