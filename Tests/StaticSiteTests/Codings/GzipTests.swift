import NIOCore
import TestSupport
import Testing

@testable import StaticSite

struct GzipTests {
    /// Words in random order, which become about a third.
    private static func text(_ count: Int, seed: UInt64 = 8) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        let words = (0..<200).map { _ in String(UInt32.random(in: .min ... .max, using: &random), radix: 36) }
        var text: [UInt8] = []
        while text.count < count { text += Array((words.randomElement(using: &random) ?? "").utf8) + [32] }
        return Array(text.prefix(count))
    }

    @Test(arguments: [
        256, 257, 1000, 65_535, 65_536, 65_537, 131_072, 200_000, 1 << 20, 8 << 20,
    ])
    func whatWasPackedIsUnpackedTheSame(_ count: Int) throws {
        let input = count < 1000 ? [UInt8](repeating: 97, count: count) : Self.text(count)
        let output = try #require(Gzip.compress(ByteBuffer(bytes: input)))
        #expect(output.readableBytes < count * 9 / 10)
        #expect(try GzipMember.expand(Array(output.readableBytesView)) == input)
    }

    @Test(arguments: [1, 100, 4096, 65_536, 1 << 20])
    func piecesMayHaveAnySize(_ piece: Int) throws {
        let input = Self.text(150_000)
        let output = Gzip.compress(length: input.count) { ByteBuffer(bytes: input[$0...].prefix(piece)) }
        #expect(try GzipMember.expand(Array(#require(output).readableBytesView)) == input)
    }

    @Test func bufferThatWasReadFromStartsWhereItIsRead() throws {
        let input = Self.text(100_000)
        var buffer = ByteBuffer(bytes: [1, 2, 3] + input)
        buffer.moveReaderIndex(forwardBy: 3)
        #expect(try GzipMember.expand(Array(#require(Gzip.compress(buffer)).readableBytesView)) == input)
    }

    /// The same bytes every time: equal files have equal answers.
    @Test func headHasNoTimeAndNoName() throws {
        let head = try #require(Gzip.compress(ByteBuffer(bytes: Self.text(1000)))).readableBytesView.prefix(8)
        #expect(Array(head) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0])
    }

    @Test(arguments: [0, 1, 255, (8 << 20) + 1, .max])
    func tooSmallAndTooLargeAreNotTried(_ length: Int) {
        #expect(Gzip.compress(length: length) { _ in failedBuffer() } == nil)
    }

    private func failedBuffer() -> ByteBuffer {
        Issue.record("Nothing is to be read.")
        return ByteBuffer()
    }

    @Test func whatDoesNotGetSmallerIsLeftWhenThatIsSure() {
        var random = SeededGenerator(seed: 9)
        let input = random.bytes(1 << 20)
        var last = 0
        let output = Gzip.compress(length: input.count) { offset in
            last = offset
            return ByteBuffer(bytes: input[offset...].prefix(Gzip.pieceBytes))
        }
        #expect(output == nil)
        #expect(last < input.count - Gzip.pieceBytes)
    }

    /// Random bytes and equal ones: how much is left is known to a few bytes.
    @Test(arguments: [(8000, true), (8800, true), (9200, false), (9900, false)])
    func resultHasToBeATenthSmaller(_ randomBytes: Int, _ isWorthwhile: Bool) throws {
        var random = SeededGenerator(seed: 10)
        let input = random.bytes(randomBytes) + [UInt8](repeating: 0, count: 10_000 - randomBytes)
        let output = Gzip.compress(ByteBuffer(bytes: input))
        #expect((output != nil) == isWorthwhile)
        if let output { #expect(output.readableBytes < 9000) }
    }

    /// Up to the limit itself: each random byte more makes the output a byte longer.
    @Test func ninetyPercentIsTooMuch() throws {
        var random = SeededGenerator(seed: 11)
        let noise = random.bytes(10_000)
        let sizes = (8900..<9000).map { count in
            Gzip.compress(ByteBuffer(bytes: noise.prefix(count) + [UInt8](repeating: 0, count: 10_000 - count)))
                .map(\.readableBytes)
        }
        let largest = try #require(sizes.compactMap { $0 }.max())
        #expect((8990...8999).contains(largest))
        #expect(sizes.last == .some(nil))
    }

    @Test func fileThatBecameShorterIsNotPacked() {
        let input = Self.text(100_000)
        #expect(Gzip.compress(length: 100_001) { ByteBuffer(bytes: input[$0...].prefix(4096)) } == nil)
        #expect(Gzip.compress(length: 1000) { _ in ByteBuffer() } == nil)
    }

    @Test func fileThatBecameLongerIsCutOff() throws {
        let input = Self.text(100_000)
        let output = Gzip.compress(length: 50_000) { ByteBuffer(bytes: input[$0...].prefix(30_000)) }
        #expect(try GzipMember.expand(Array(#require(output).readableBytesView)) == Array(input.prefix(50_000)))
    }

    @Test func errorOfTheReaderIsHandedOn() {
        #expect(throws: SiteError.forbidden) {
            try Gzip.compress(length: 1000) { _ throws(SiteError) in throw .forbidden }
        }
    }

    @Test(arguments: [
        "text/html", "text/html; charset=utf-8", "TEXT/HTML", "text/plain", "text/css", "text/javascript",
        "text/x-anything",
        "application/json", "application/ld+json", "application/manifest+json", "application/xml",
        "application/rss+xml",
        "application/xhtml+xml", "application/javascript", "application/wasm", "image/svg+xml",
        "image/svg+xml;charset=utf-8",
        "image/x-icon", "image/bmp", "font/ttf", "font/otf", "application/vnd.ms-fontobject", "application/yaml",
    ])
    func textAndWhatIsNotPackedGains(_ type: String) {
        #expect(Gzip.gains(type))
    }

    @Test(arguments: [
        "", "text", "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "font/woff", "font/woff2",
        "application/zip", "application/gzip", "application/zstd", "application/pdf", "application/octet-stream",
        "audio/mpeg", "video/mp4", "application/epub+zip", "application/x-7z-compressed", "image/png; a=text/html",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/jsonx", "xtext/html",
    ])
    func whatIsPackedAlreadyDoesNot(_ type: String) {
        #expect(!Gzip.gains(type))
    }
}
