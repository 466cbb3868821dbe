import NIOCore
import Testing

@testable import WebDemoServer

struct FieldsMemoTests {
    private let memo = FieldsMemo()
    private static let block =
        "Host: localhost\r\nAccept: text/html\r\nUser-Agent: \(String(repeating: "u", count: 200))\r\n"

    @Test func sameLinesMeanTheSame() throws {
        let first = try fields(Self.block)
        #expect(try fields(Self.block) === first)
        #expect(try fields(Self.block, line: "HEAD /b HTTP/1.0") === first)
        #expect(first.host == "localhost")
    }

    @Test func everyByteCounts() throws {
        let first = try fields(Self.block)
        for index in Self.block.utf8.indices {
            var bytes = Array(Self.block.utf8)
            let offset = Self.block.utf8.distance(from: Self.block.utf8.startIndex, to: index)
            guard bytes[offset] == UInt8(ascii: "u") || bytes[offset] == UInt8(ascii: "l") else { continue }
            bytes[offset] += 1
            let other = try fields(String(decoding: bytes, as: UTF8.self))
            #expect(other !== first)
            #expect(other.all != first.all || other.host != first.host)
        }
    }

    @Test func withoutAMemoNothingIsRemembered() throws {
        #expect(try head("GET / HTTP/1.1", "Host: a").fields !== head("GET / HTTP/1.1", "Host: a").fields)
    }

    @Test(arguments: [(2048, true), (2049, false)])
    func longLinesAreNotKept(_ bytes: Int, _ isKept: Bool) throws {
        let start = "Host: localhost\r\nX: "
        let block = start + String(repeating: "x", count: bytes - start.utf8.count - 4) + "\r\n"
        #expect((try fields(block) === fields(block)) == isKept)
    }

    /// More blocks than there are places, in every order.
    @Test func blocksThatMeetForgetEachOtherAndNothingElse() throws {
        for number in (0..<500).map({ $0 * 37 % 200 }) {
            #expect(try fields("Host: \(number).localhost\r\n").host == "\(number).localhost")
        }
        let kept = try fields("Host: kept\r\n")
        #expect(try fields("Host: kept\r\n") === kept)
    }

    @Test(arguments: [
        "Host: a\r\nHost: b\r\n", "Host: a\r\nContent-Length: x\r\n", "Host : a\r\n", "Host: a\r\nA: \u{1}\r\n",
    ])
    func errorIsFoundEveryTime(_ block: String) {
        for _ in 0..<3 { #expect(throws: RequestError.self) { try fields(block) } }
    }

    /// What follows from the request line is looked at every time.
    @Test func knownLinesAreHeldAgainstTheRequestLine() throws {
        _ = try fields("Accept: a\r\n", line: "GET / HTTP/1.0")
        #expect(throws: RequestError.self) { try fields("Accept: a\r\n") }
        _ = try fields("Host: a\r\nTransfer-Encoding: chunked\r\n")
        #expect(throws: RequestError.self) {
            try fields("Host: a\r\nTransfer-Encoding: chunked\r\n", line: "GET / HTTP/1.0")
        }
    }

    private func fields(_ block: String, line: String = "GET / HTTP/1.1") throws -> RequestFields {
        var parser = RequestHeadParser(memo: memo)
        var input = ByteBuffer(string: line + "\r\n" + block + "\r\n")
        return try #require(try parser.next(&input)).fields
    }
}
