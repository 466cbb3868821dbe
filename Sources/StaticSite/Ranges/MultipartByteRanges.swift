import HTTPTypes
import NIOCore

/// Several ranges of one file as one body (RFC 9110 §14.6, §15.3.7.2).
package struct MultipartByteRanges: Sendable {
    private let ranges: [Range<Int>]
    private let heads: [ByteBuffer]
    private let end: ByteBuffer
    private let boundary: String

    /// `totalLength` is that of the whole file, `mediaType` the one that it would have alone. The ranges are not empty and
    /// within the file; `boundary` occurs nowhere in it.
    package init(_ ranges: [Range<Int>], of totalLength: Int, mediaType: String, boundary: String) {
        self.ranges = ranges
        self.boundary = boundary
        // A guessed type with a line break in it would add fields to the part.
        let type = HTTPField.isValidValue(mediaType) ? "Content-Type: \(mediaType)\r\n" : ""
        heads = ranges.enumerated().map { index, range in
            let delimiter = (index == 0 ? "--" : "\r\n--") + boundary
            let field = "Content-Range: \(Self.contentRange(range, of: totalLength))"
            return ByteBuffer(string: "\(delimiter)\r\n\(type)\(field)\r\n\r\n")
        }
        end = ByteBuffer(string: "\r\n--\(boundary)--\r\n")
    }

    /// 128 random bits in 32 digits, which no file has in it by chance or can foresee.
    package static func makeBoundary() -> String {
        let (high, low) = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
        return [high, low].map { number in
            let digits = String(number, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }

    /// The value of `Content-Range` for a range that is not empty (RFC 9110 §14.4).
    package static func contentRange(_ range: Range<Int>, of totalLength: Int) -> String {
        "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(totalLength)"
    }

    package var mediaType: String {
        "multipart/byteranges; boundary=\(boundary)"
    }

    /// Of the whole body, in bytes.
    package var length: Int {
        let heads = heads.reduce(end.readableBytes) { $0.saturatingAdd($1.readableBytes) }
        return ranges.reduce(heads) { $0.saturatingAdd($1.count) }
    }

    /// The body; `body` gives the bytes of a range, or fails for all.
    package func parts<Failure>(
        body: (Range<Int>) throws(Failure) -> Response.Part
    ) throws(Failure) -> [Response.Part] {
        var parts: [Response.Part] = []
        for (head, range) in zip(heads, ranges) {
            parts += [.bytes(head), try body(range)]
        }
        return parts + [.bytes(end)]
    }
}
