import HTTPTypes
import NIOCore
import TestSupport
import Testing

@testable import WebDemoServer

struct RequestHeadParserTests {
    private static let request = "GET /a?b=c HTTP/1.1\r\nHost: localhost:8080\r\nAccept: text/html\r\n\r\n"

    @Test(arguments: ["", "\r\n", "\r\n\r\n\r\n"])
    func headMayComeByteByByte(_ before: String) throws {
        var parser = RequestHeadParser()
        var input = ByteBuffer()
        let bytes = Array((before + Self.request).utf8)
        for byte in bytes.dropLast() {
            input.writeInteger(byte)
            #expect(try parser.next(&input) == nil)
        }
        input.writeInteger(bytes[bytes.count - 1])
        let head = try #require(try parser.next(&input))
        #expect(head.target == "/a?b=c")
        #expect(head.request.authority == "localhost:8080")
        #expect(String(buffer: head.raw) == Self.request)
        #expect(input.readableBytes == 0)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func pipelinedHeadsInPiecesOfAnySize(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let requests = (0..<30).map { "GET /\($0) HTTP/1.1\r\nHost: localhost\r\nX-\($0): \($0)\r\n\r\n" }
        let separators = ["", "", "\r\n", "\r\n\r\n"]
        var stream = ByteBuffer(
            string: requests.map { (separators.randomElement(using: &random) ?? "") + $0 }.joined()
        )
        var parser = RequestHeadParser()
        var input = ByteBuffer()
        var heads: [RequestHead] = []
        while stream.readableBytes > 0 {
            let count = Int.random(in: 1...min(90, stream.readableBytes), using: &random)
            if var piece = stream.readSlice(length: count) { input.writeBuffer(&piece) }
            while let head = try parser.next(&input) { heads.append(head) }
        }
        #expect(heads.map(\.target) == (0..<30).map { "/\($0)" })
        #expect(heads.map { String(buffer: $0.raw) } == requests)
        #expect(input.readableBytes == 0)
    }

    @Test func whatComesBehindTheHeadIsLeft() throws {
        var parser = RequestHeadParser()
        var input = ByteBuffer(string: Self.request + "\u{0}frame")
        _ = try parser.next(&input)
        #expect(String(buffer: input) == "\u{0}frame")
    }

    @Test func rawBytesAreKeptAsTheyCame() throws {
        var bytes = ByteBuffer(string: "GET /%41 HTTP/1.1\r\nhOsT:  localhost \r\nX: ")
        bytes.writeBytes([0xFF, 0xE9, 0x80])
        bytes.writeString("\r\nx:2\r\n\r\n")
        let head = try #require(try parsed(bytes))
        #expect(head.raw == bytes)
    }

    @Test func headAlreadyReadSurvivesWhatComesLater() throws {
        var parser = RequestHeadParser()
        var input = ByteBuffer(string: Self.request)
        let head = try #require(try parser.next(&input))
        input.clear()
        input.writeString(String(repeating: "x", count: 200))
        #expect(String(buffer: head.raw) == Self.request)
    }

    @Test(arguments: [
        "GET / HTTP/1.1\nHost: localhost\n\n", "GET / HTTP/1.1\r\nHost: localhost\n\r\n", "\nGET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\n\n", "\n", "\r\n\n", "GET / HTTP/1.1\r\n\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\rHost: localhost\r\n\r\n", "GET / HTTP/1.1\r\nHost: local\rhost\r\n\r\n",
        "GET / HTTP/1.1\r\r\nHost: localhost\r\n\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\r\n",
        "\r\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\r\n\r\n",
    ])
    func lineEndsWithBothOfCRAndLF(_ text: String) {
        #expect(refusal(text + "\r\n\r\n")?.isMalformed == true)
    }
}
