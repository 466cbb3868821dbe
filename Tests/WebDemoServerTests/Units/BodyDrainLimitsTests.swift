import NIOCore
import TestSupport
import Testing

@testable import WebDemoServer

struct BodyDrainLimitsTests {
    @Test(arguments: [BodyDrain.maxBytes + 1, 1 << 40, .max])
    func announcedLengthBeyondTheLimitIsHopelessAtOnce(_ bytes: Int) {
        var drain = BodyDrain(.length(bytes))
        var input = ByteBuffer(string: "abc")
        #expect(drain.isHopeless)
        #expect(drain.take(from: &input) == .givenUp)
        #expect(input.readableBytes == 3)
    }

    @Test(arguments: [.none, .length(1), .length(BodyDrain.maxBytes), .chunked] as [RequestHead.Body])
    func otherBodyIsNot(_ body: RequestHead.Body) {
        #expect(!BodyDrain(body).isHopeless)
    }

    /// What looks like framing counts too: a byte of it costs as much to read.
    @Test(arguments: [
        "1\r\na\r\n", "1;" + String(repeating: "x", count: 100) + "\r\na\r\n",
        "FFFFFFF\r\n" + String(repeating: "a", count: 90_000),
    ])
    func endlessChunksAreGivenUpAtTheLimit(_ piece: String) {
        var drain = BodyDrain(.chunked)
        var taken = 0
        var progress = BodyDrain.Progress.needsMore
        while progress == .needsMore, taken < 10 * BodyDrain.maxBytes {
            var input = ByteBuffer(string: piece)
            progress = drain.take(from: &input)
            taken += piece.utf8.count - input.readableBytes
        }
        #expect(progress == .givenUp)
        #expect(taken <= BodyDrain.maxBytes)
    }

    @Test(arguments: ["0\r\n", "0;"])
    func endlessTrailerOrExtensionIsGivenUpAtTheLimit(_ start: String) {
        var drain = BodyDrain(.chunked)
        var input = ByteBuffer(string: start + String(repeating: "a", count: 2 * BodyDrain.maxBytes))
        #expect(drain.take(from: &input) == .givenUp)
        #expect(input.readableBytes >= BodyDrain.maxBytes)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func randomBytesNeverTrap(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("0123456789abcdefABCDEF\r\n\r\n\r\n;\t \u{1}xyz".utf8)
        var drain = BodyDrain([.chunked, .length(70), .none].randomElement(using: &random) ?? .none)
        var input = ByteBuffer()
        for _ in 0..<200 {
            input.writeInteger(alphabet.randomElement(using: &random) ?? 0)
            guard drain.take(from: &input) == .needsMore else { return }
            #expect(input.readableBytes == 0)
        }
    }
}
