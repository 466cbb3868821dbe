import NIOCore
import TestSupport
import Testing
import WebSockets

/// What a peer must not be able to do with compressed bytes.
struct InflaterLimitTests {
    @Test(arguments: [1, 2, 100, 511, 512, 513, 4096, 100_000], [1, 2, 1000, .max])
    func exactlyTheLimitIsFineAndOneMoreIsNot(_ size: Int, _ chunk: Int) throws {
        let compressed = try Deflater.make().message([UInt8](repeating: 0, count: size))
        let inflater = try Inflater.make()
        #expect(try inflater.message(compressed, limit: size, chunk: { chunk }).count == size)
        #expect(throws: InflateError.tooLarge) { try inflater.message(compressed, limit: size - 1, chunk: { chunk }) }
    }

    @Test func theLimitCountsWhatTheOutputHoldsAlready() throws {
        let inflater = try Inflater.make()
        var output = ByteBuffer(string: "before")
        try inflater.take(DeflaterTests.hello, to: &output, limit: 11)
        #expect(output == ByteBuffer(string: "beforeHello"))
        try inflater.take([0], to: &output, limit: 3)
        #expect(throws: InflateError.tooLarge) { try inflater.take(DeflaterTests.hello, to: &output, limit: 3) }
    }

    @Test func aBombIsStoppedAtTheLimit() throws {
        let bomb = try Deflater.make().message([UInt8](repeating: 0, count: 6 << 20))
        #expect(bomb.count < 10_000)
        var output = ByteBuffer()
        let inflater = try Inflater.make()
        #expect(throws: InflateError.tooLarge) { try inflater.take(bomb, to: &output, limit: 1 << 20) }
        #expect(output.readableBytes == 1 << 20)
        #expect(output.storageCapacity <= 1 << 20)
    }

    @Test(arguments: [DeflaterTests.hello, [0x00, 0xFF, 0xFF, 0x00, 0x00, 1, 2, 3] as [UInt8]])
    func roomIsNotTakenByWhatIsOnlyAnnounced(_ bytes: [UInt8]) throws {
        var output = ByteBuffer()
        try bytes.withUnsafeBytes { try Inflater.make().inflate($0, to: &output, limit: 1 << 30) }
        #expect(output.readableBytes > 0)
        #expect(output.storageCapacity <= 1024)
    }

    static let broken: [(what: String, bytes: [UInt8])] = [
        ("a reserved block type", [0x06]),
        ("a stored block whose length is not confirmed", [0x00, 0x05, 0x00, 0xFA, 0xFE, 0x48]),
        ("a distance before the beginning", [0xF2, 0x00, 0x11, 0x00, 0x00]),
        ("a block without its end", [0xF2, 0x48, 0xCD, 0xC9, 0xC9]),
        (
            "a stored block that takes the tail for its data",
            [0x00, 0x09, 0x00, 0xF6, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F]
        ),
        ("a last one that does", [0x01, 0x09, 0x00, 0xF6, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F]),
        ("the tail itself", [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00, 0x00, 0xFF, 0xFF]),
        ("an unfinished block after a last one", [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0xF2]),
        ("a code table that is none", [0x04, 0xFF, 0xFF, 0xFF, 0xFF]),
    ]

    @Test(arguments: broken)
    func whatIsNoMessageIsCorrupt(_ what: String, _ bytes: [UInt8]) throws {
        let inflater = try Inflater.make()
        for chunk in [1, .max] {
            #expect(throws: InflateError.corrupt, "\(what)") { try inflater.message(bytes, chunk: { chunk }) }
            inflater.reset()
            #expect(try inflater.message([]) == [])
        }
        #expect(try inflater.message(DeflaterTests.hello) == Array("Hello".utf8))
    }

    @Test func aMessageThatIsCutIsCorruptWhereverItIsCut() throws {
        var random = SeededGenerator(seed: 4)
        let compressed = try Deflater.make().message(SamplePayload.text(3000, using: &random))
        let inflater = try Inflater.make()
        for count in 1..<compressed.count {
            #expect(throws: InflateError.corrupt) { try inflater.message(Array(compressed.prefix(count))) }
            inflater.reset()
        }
    }

    /// Noise, and messages with a few wrong bytes, which get much further.
    @Test(.timeLimit(.minutes(1)), arguments: 0..<100)
    func noiseIsReadOrRefusedTheSameInAnyChunks(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let inflater = try Inflater.make()
        for _ in 0..<20 {
            var bytes = random.bytes(Int.random(in: 1...600, using: &random))
            if Bool.random(using: &random) {
                bytes = try Deflater.make().message(SamplePayload.any(upTo: 3000, using: &random))
                for _ in 0..<3 { bytes[Int.random(in: bytes.indices, using: &random)] = random.bytes(1)[0] }
            }
            let limit = Int.random(in: 0...5000, using: &random)
            inflater.reset()
            let whole = Result { try inflater.message(bytes, limit: limit) }
            inflater.reset()
            let pieces = Result { try inflater.message(bytes, limit: limit) { Int.random(in: 1...40, using: &random) } }
            switch (whole, pieces) {
            case (.success(let whole), .success(let pieces)):
                #expect(whole == pieces)
                #expect(whole.count <= limit)
            case (.failure(let whole), .failure(let pieces)):
                #expect(whole as? InflateError == pieces as? InflateError)
            default: Issue.record("whole \(whole), in pieces \(pieces), \(bytes)")
            }
        }
    }
}
