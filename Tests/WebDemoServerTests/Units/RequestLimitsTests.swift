import NIOCore
import TestSupport
import Testing

@testable import WebDemoServer

struct RequestLimitsTests {
    private let limits = HeadLimits()
    private static let end = " HTTP/1.1\r\nHost: localhost\r\n\r\n"

    @Test func targetMayHave8KiB() throws {
        let target = "/" + String(repeating: "a", count: limits.maxTargetBytes - 1)
        #expect(try parsed("GET " + target + Self.end)?.target == target)
        #expect(refusal("GET " + target + "a" + Self.end) == .targetTooLong(limit: 8192))
    }

    @Test func tooLongATargetIsRefusedBeforeItsEnd() {
        let start = "GET /" + String(repeating: "a", count: limits.maxTargetBytes + 40)
        #expect(refusal(start) == .targetTooLong(limit: 8192))
        #expect(refusal(start + "\r\n") == .targetTooLong(limit: 8192))
        #expect(refusal(String(repeating: "G", count: 9000)) == .targetTooLong(limit: 8192))
    }

    @Test func headMayHave16KiB() throws {
        let start = "GET / HTTP/1.1\r\nHost: localhost\r\nX: "
        let filler = String(repeating: "x", count: limits.maxHeadBytes - start.utf8.count - 4)
        #expect(try parsed(start + filler + "\r\n\r\n")?.raw.readableBytes == limits.maxHeadBytes)
        #expect(refusal(start + filler + "x\r\n\r\n") == .headTooLarge(limit: 16_384))
    }

    @Test func endlessHeadIsRefusedAt16KiB() throws {
        var parser = RequestHeadParser()
        var input = ByteBuffer(string: "GET / HTTP/1.1\r\nHost: localhost\r\n")
        while input.readableBytes < limits.maxHeadBytes - 8 {
            input.writeString("A: b\r\n")
            #expect(try parser.next(&input) == nil)
        }
        input.writeString("A: bcde\r\n")
        #expect(throws: RequestError.headTooLarge(limit: 16_384)) { try parser.next(&input) }
    }

    @Test(
        arguments: [
            (1, nil), (99, nil), (100, .tooManyFields(limit: 100)), (500, .tooManyFields(limit: 100)),
        ] as [(Int, RequestError?)]
    )
    func fieldsBesideHostMayBe99(_ count: Int, _ error: RequestError?) {
        let fields = (0..<count).map { "X-\($0): a\r\n" }.joined()
        #expect(refusal("GET / HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n") == error)
    }

    @Test func everyLimitMayBeAnother() throws {
        var limits = HeadLimits()
        (limits.maxHeadBytes, limits.maxTargetBytes, limits.maxFields) = (100, 40, 3)
        #expect(refusal("GET /\(text(39))" + Self.end, limits) == nil)
        #expect(refusal("GET /\(text(40))" + Self.end, limits) == .targetTooLong(limit: 40))
        #expect(refusal("GET / HTTP/1.1\r\nHost: a\r\nB: c\r\nD: e\r\n\r\n", limits) == nil)
        #expect(
            refusal("GET / HTTP/1.1\r\nHost: a\r\nB: c\r\nD: e\r\nF: g\r\n\r\n", limits) == .tooManyFields(limit: 3)
        )
        let start = "GET / HTTP/1.1\r\nHost: a\r\nB: "
        let filler = text(100 - start.utf8.count - 4)
        #expect(refusal(start + filler + "\r\n\r\n", limits) == nil)
        #expect(refusal(start + filler + "b\r\n\r\n", limits) == .headTooLarge(limit: 100))
        limits.maxHeadBytes = 1 << 20
        #expect(refusal(start + text(1 << 19) + "\r\n\r\n", limits) == nil)
    }

    private func text(_ count: Int) -> String {
        String(repeating: "b", count: count)
    }

    /// Any bytes at all lead to a head, to a refusal or to waiting, and never to more than the limit being kept.
    @Test(arguments: 0..<300 as Range<UInt64>)
    func randomBytesNeverTrap(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "GET ", "/", " ", "HTTP/1.1", "\r\n", "\r", "\n", "Host: localhost", ":", "Content-Length: ", "9", "\u{0}",
            "\t", "http://", "*", "é", "%", "Transfer-Encoding: chunked", "?", "#", "[", "\u{7F}", "\r\n\r\n",
        ]
        var input = ByteBuffer()
        var parser = RequestHeadParser()
        for _ in 0..<60 {
            if Bool.random(using: &random) {
                input.writeString(pieces.randomElement(using: &random) ?? "")
            } else {
                input.writeInteger(UInt8.random(in: 0...255, using: &random))
            }
            do throws(RequestError) {
                while try parser.next(&input) != nil {}
            } catch {
                (parser, input) = (RequestHeadParser(), ByteBuffer())
            }
            #expect(input.readableBytes < limits.maxHeadBytes)
        }
    }
}
