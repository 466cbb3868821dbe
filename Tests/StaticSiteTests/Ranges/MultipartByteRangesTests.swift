import NIOCore
import Testing

@testable import StaticSite

struct MultipartByteRangesTests {
    private static let file = ByteBuffer(string: "0123456789")

    private static func body(_ range: Range<Int>) -> Response.Part {
        .bytes(file.getSlice(at: range.lowerBound, length: range.count) ?? ByteBuffer())
    }

    private static func text(_ parts: [Response.Part]) -> String {
        parts.map { part in
            guard case .bytes(let buffer) = part else { return "?" }
            return String(buffer: buffer)
        }.joined()
    }

    @Test func bodyIsThatOfTheRFC() {
        let multipart = MultipartByteRanges([8..<10, 0..<1], of: 10, mediaType: "text/plain", boundary: "B")
        let parts = multipart.parts(body: Self.body)
        #expect(
            Self.text(parts) == """
                --B\r
                Content-Type: text/plain\r
                Content-Range: bytes 8-9/10\r
                \r
                89\r
                --B\r
                Content-Type: text/plain\r
                Content-Range: bytes 0-0/10\r
                \r
                0\r
                --B--\r

                """
        )
        #expect(multipart.mediaType == "multipart/byteranges; boundary=B")
        #expect(multipart.length == parts.reduce(0) { $0 + $1.length })
        #expect(multipart.length == Self.text(parts).utf8.count)
    }

    @Test func typeWithALineBreakIsLeftOut() {
        let multipart = MultipartByteRanges([0..<1], of: 10, mediaType: "text/plain\r\nX: y", boundary: "B")
        let text = Self.text(multipart.parts(body: Self.body))
        #expect(text == "--B\r\nContent-Range: bytes 0-0/10\r\n\r\n0\r\n--B--\r\n")
    }

    @Test func lengthDoesNotOverflow() {
        let ranges = [0..<Int.max - 1000, Int.max - 1..<Int.max]
        #expect(MultipartByteRanges(ranges, of: .max, mediaType: "a/b", boundary: "B").length > Int.max - 1000)
        #expect(MultipartByteRanges([0 ..< .max], of: .max, mediaType: "a/b", boundary: "B").length == .max)
    }

    @Test func errorOfOnePartIsThatOfAll() {
        let multipart = MultipartByteRanges([0..<1, 8..<10], of: 10, mediaType: "text/plain", boundary: "B")
        #expect(throws: SiteError.busy) {
            try multipart.parts { range throws(SiteError) in
                guard range.lowerBound == 0 else { throw .busy }
                return Self.body(range)
            }
        }
    }

    @Test func boundariesAreHexadecimalAndDiffer() {
        let boundaries = Set((0..<1000).map { _ in MultipartByteRanges.makeBoundary() })
        #expect(boundaries.count == 1000)
        #expect(boundaries.allSatisfy { $0.utf8.count == 32 && $0.utf8.allSatisfy("0123456789abcdef".utf8.contains) })
    }
}
