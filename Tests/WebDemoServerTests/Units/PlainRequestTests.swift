import HTTPTypes
import NIOCore
import TestSupport
import Testing

@testable import WebDemoServer

struct PlainRequestTests {
    private static let fields = "Host: localhost\r\nAccept: */*\r\n\r\n"
    private let memo = FieldsMemo()

    init() throws {
        _ = try parsed("GET / HTTP/1.1\r\n" + Self.fields)
    }

    @Test(
        arguments: [
            ("GET / HTTP/1.1", "/", "/"), ("HEAD /a/b HTTP/1.1", "/a/b", "/a/b"), ("GET /a?b HTTP/1.1", "/a", "/a?b"),
            ("GET /? HTTP/1.1", "/", "/?"), ("GET /a HTTP/1.0", "/a", "/a"),
        ]
    )
    func partsAreFound(_ line: String, _ path: String, _ target: String) throws {
        let text = line + "\r\n" + Self.fields
        let request = try #require(found(text))
        let bytes = Array(text.utf8)
        #expect(String(decoding: bytes[request.path], as: UTF8.self) == path)
        #expect(String(decoding: bytes[request.target], as: UTF8.self) == target)
        #expect(request.length == bytes.count)
        #expect(request.isHead == line.hasPrefix("HEAD"))
        #expect(request.isHTTP11 == line.hasSuffix("1"))
    }

    @Test(arguments: [
        "", "G", "GET ", "GET /", "GET / HTTP/1.1", "GET / HTTP/1.1\r", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\n",
        "GET /HTTP/1.1\r\n", "GET / HTTP/1.2\r\n", "GET / HTTP/1.1 \r\n", "get / HTTP/1.1\r\n", "POST / HTTP/1.1\r\n",
        "GET * HTTP/1.1\r\n", "\r\nGET / HTTP/1.1\r\n", "GET /?\u{E9} HTTP/1.1\r\n", "GET /?a#b HTTP/1.1\r\n",
        "GET /? a HTTP/1.1\r\n", "HEAD/ HTTP/1.1\r\n",
    ])
    func otherLineTakesACloserLook(_ line: String) {
        #expect(found(line) == nil)
        if line != "GET / HTTP/1.1\r\n" { #expect(found(line + Self.fields) == nil) }
    }

    @Test func unknownFieldsTakeACloserLook() {
        for count in 0..<Self.fields.utf8.count {
            #expect(
                found("GET / HTTP/1.1\r\n" + String(decoding: Self.fields.utf8.prefix(count), as: UTF8.self)) == nil
            )
        }
        #expect(found("GET / HTTP/1.1\r\nX: y\r\n" + Self.fields) == nil)
    }

    @Test func limitsHold() {
        var limits = HeadLimits()
        limits.maxTargetBytes = 100
        #expect(found("GET /\(String(repeating: "a", count: 100)) HTTP/1.1\r\n" + Self.fields, limits) == nil)
        limits.maxTargetBytes = 1000
        limits.maxHeadBytes = 50
        #expect(found("GET /\(String(repeating: "a", count: 20)) HTTP/1.1\r\n" + Self.fields, limits) == nil)
    }

    /// Whatever stands before, between and behind.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func parserAgrees(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "GET ", "HEAD ", "/", "a", "?", "%20", " ", "#", "HTTP/1.1", " HTTP/1.0\r\n", "\r\n", "\r", "\n",
            Self.fields, "é", "\0",
        ]
        var agreed = 0
        for _ in 0..<2000 {
            var text = "GET /a?b HTTP/1.1\r\n" + Self.fields
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let index = text.utf8.index(
                    text.startIndex,
                    offsetBy: Int.random(in: 0...24, using: &random)
                )
                text.insert(contentsOf: pieces.randomElement(using: &random) ?? "", at: index)
            }
            guard let plain = found(text) else { continue }
            let input = ByteBuffer(string: text)
            let path = String(decoding: Array(text.utf8)[plain.path], as: UTF8.self)
            // Others are known to nobody.
            guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }) else { continue }
            let (head, parsed) = (try #require(plain.head(in: input)), try #require(try parsed(text)))
            #expect(
                head.method == parsed.method && head.isHTTP11 == parsed.isHTTP11 && head.target == parsed.target
                    && head.fields === parsed.fields
            )
            #expect(plain.keepsAlive == parsed.wantsKeepAlive)
            #expect(head.raw == parsed.raw && plain.length == parsed.raw.readableBytes)
            agreed += 1
        }
        #expect(agreed > 100)
    }

    private func found(_ text: String, _ limits: HeadLimits = HeadLimits()) -> PlainRequest? {
        ByteBuffer(string: text).withUnsafeReadableBytes { PlainRequest($0, limits: limits, memo) }
    }

    private func parsed(_ text: String) throws -> RequestHead? {
        var parser = RequestHeadParser(memo: memo)
        var input = ByteBuffer(string: text)
        return try parser.next(&input)
    }
}
