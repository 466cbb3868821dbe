import NIOCore
import TestSupport
import Testing

@testable import WebDemoServer

struct BodyDrainTests {
    private static let next = "GET /next"

    @Test(
        arguments: [
            (.none, ""),
            (.length(1), "a"),
            (.length(BodyDrain.maxBytes), String(repeating: "a", count: BodyDrain.maxBytes)),
            (.chunked, "0\r\n\r\n"),
            (.chunked, "5\r\nhello\r\n0\r\n\r\n"),
            (.chunked, "5\r\nhe\r\no\r\n00\r\n\r\n"),
            (.chunked, "1\r\n\n\r\n00001\r\na\r\nA\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n"),
            (.chunked, "1;name\r\na\r\n1;name=value\r\na\r\n1 ; name=\"a b\"\r\na\r\n0;last\r\n\r\n"),
            (.chunked, "1\t\r\na\r\n0\r\nTrailer: a\r\nOther: b\r\n\r\n"),
            (.chunked, "1000\r\n" + String(repeating: "a", count: 0x1000) + "\r\n0\r\n\r\n"),
        ] as [(RequestHead.Body, String)]
    )
    func bodyEndsWhereTheNextRequestBegins(_ body: RequestHead.Body, _ bytes: String) {
        for step in [1, 2, 3, 7, 4096, Int.max] {
            var stream = ByteBuffer(string: bytes + Self.next)
            #expect(Self.drain(body, &stream, step) == .done)
            #expect(String(buffer: stream) == Self.next)
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func randomChunksInRandomPieces(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var stream = ByteBuffer()
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let count = Int.random(in: 1...700, using: &random)
            let digits = String(count, radix: 16, uppercase: Bool.random(using: &random))
            stream.writeString(digits + (["", ";a=b", " "].randomElement(using: &random) ?? "") + "\r\n")
            stream.writeBytes((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
            stream.writeString("\r\n")
        }
        stream.writeString("0\r\n" + (Bool.random(using: &random) ? "A: b\r\n\r\n" : "\r\n"))
        var drain = BodyDrain(.chunked)
        var input = ByteBuffer()
        var progress = BodyDrain.Progress.needsMore
        while stream.readableBytes > 0 {
            #expect(progress == .needsMore)
            let count = Int.random(in: 1...min(300, stream.readableBytes), using: &random)
            if var piece = stream.readSlice(length: count) { input.writeBuffer(&piece) }
            progress = drain.take(from: &input)
        }
        #expect(progress == .done)
        #expect(input.readableBytes == 0)
    }

    @Test(arguments: [
        "\r\n", "x\r\n", "-1\r\n", "+1\r\n", " 1\r\n", ";a\r\n", "g\r\n", "0x1\r\n", "1\r\nab\r\n", "1\r\na0\r\n",
        "1\r\naXX", "10000000\r\n", "FFFFFFFFFFFFFFFF\r\n", "00000000\r\n", "1\u{0}\r\n", "1;\u{1}\r\n",
        "1\na\r\n0\r\n\r\n", "1;a\na\r\n0\r\n\r\n", "1\r\na\n0\r\n\r\n", "1\r\na\r\r\n0\r\n\r\n",
        "1\r\r\na\r\n0\r\n\r\n",
        "1\rx\r\na\r\n0\r\n\r\n", "1;a\rb\r\na\r\n0\r\n\r\n", "0\r\n\n", "0\r\nA: b\n\r\n", "0\r\n\r\r\n",
        "0\r\nA\rB\r\n\r\n",
        "1 2\r\nab\r\n0\r\n\r\n", "1x\r\na\r\n0\r\n\r\n",
    ])
    func brokenChunksAreGivenUp(_ bytes: String) {
        for step in [1, Int.max] {
            var stream = ByteBuffer(string: bytes)
            #expect(Self.drain(.chunked, &stream, step) == .givenUp)
        }
    }

    @Test(arguments: [
        "", "5", "5\r", "5\r\n", "5\r\nhel", "5\r\nhello", "5\r\nhello\r\n", "0\r\n", "0\r\nA: b\r\n", "0\r\n\r",
    ])
    func unfinishedChunksNeedMore(_ bytes: String) {
        var stream = ByteBuffer(string: bytes)
        #expect(Self.drain(.chunked, &stream, .max) == .needsMore)
    }

    /// Feeds the body piece by piece; what was not taken is put back in front of the rest.
    private static func drain(
        _ body: RequestHead.Body,
        _ stream: inout ByteBuffer,
        _ step: Int
    ) -> BodyDrain.Progress {
        var drain = BodyDrain(body)
        var input = ByteBuffer()
        while true {
            let progress = drain.take(from: &input)
            guard progress == .needsMore, stream.readableBytes > 0,
                var piece = stream.readSlice(length: min(step, stream.readableBytes))
            else {
                input.writeBuffer(&stream)
                stream = input
                return progress
            }
            input.writeBuffer(&piece)
        }
    }
}
