import NIOCore
import TestSupport
import Testing
import WebSockets

/// Random messages in random fragments and chunks: what was said is what is heard.
struct CompressionRandomTests {
    @Test(arguments: 9...15, 0..<6)
    func anyMessagesComeOutAsTheyWentIn(_ windowBits: Int, _ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let keepsContext = seed % 2 == 0
        let level = Int.random(in: 1...9, using: &random)
        let memoryLevel = Int.random(in: 1...9, using: &random)
        let deflater = try Deflater.make(windowBits: windowBits, memoryLevel: memoryLevel, level: level)
        let inflater = try Inflater.make(windowBits: windowBits)
        for _ in 0..<8 {
            let payload = SamplePayload.any(upTo: 40_000, using: &random)
            let split = Int.random(in: 0...payload.count, using: &random)
            let compressed = deflater.message(Array(payload.prefix(split)), Array(payload.dropFirst(split)))
            let largest = [1, 30, 5000].randomElement(using: &random) ?? 1
            let heard = try inflater.message(compressed) { Int.random(in: 1...largest, using: &random) }
            #expect(heard == payload, "window \(windowBits), level \(level), memory level \(memoryLevel)")
            guard !keepsContext else { continue }
            deflater.reset()
            inflater.reset()
        }
    }

    @Test(arguments: 9...14)
    func aWindowIsNoLargerThanAgreed(_ windowBits: Int) throws {
        var random = SeededGenerator(seed: 5)
        let part = random.bytes(1 << windowBits)
        let small = try Deflater.make(windowBits: windowBits).message(part + part)
        let large = try Deflater.make(windowBits: windowBits + 1).message(part + part)
        #expect(small.count > 2 * part.count)
        #expect(large.count < 2 * part.count)

        #expect(try Inflater.make(windowBits: windowBits).message(small, chunk: { 10 }) == part + part)
        #expect(try Inflater.make(windowBits: windowBits + 1).message(large, chunk: { 10 }) == part + part)
        // The test that is one: a window that is too small is noticed.
        let narrow = try Inflater.make(windowBits: max(8, windowBits - 1))
        #expect(throws: InflateError.corrupt) { try narrow.message(large, chunk: { 10 }) }
    }

    @Test(arguments: 9...15)
    func anInflaterOfTheLargestWindowReadsEveryOther(_ windowBits: Int) throws {
        var random = SeededGenerator(seed: 6)
        let payload = SamplePayload.text(100_000, using: &random)
        let compressed = try Deflater.make(windowBits: windowBits).message(payload)
        #expect(try Inflater.make().message(compressed, chunk: { 100 }) == payload)
    }
}
