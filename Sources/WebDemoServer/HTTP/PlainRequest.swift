import HTTPTypes
import NIOCore

/// A request as most are: `GET /path HTTP/1.1`, or HEAD, or HTTP/1.0, with field lines that came before. Its path is not
/// looked at closely: it is for those who know it byte for byte.
struct PlainRequest {
    let isHead: Bool
    let isHTTP11: Bool
    /// Where the path and the whole target are.
    let path: Range<Int>
    let target: Range<Int>
    let fields: RequestFields
    /// Of the whole head, in bytes.
    let length: Int

    /// Looks for one at the front of the bytes; `nil` where that takes a closer look.
    init?(_ bytes: UnsafeRawBufferPointer, limits: HeadLimits, _ memo: FieldsMemo) {
        isHead = bytes.has("HEAD /", at: 0)
        guard isHead || bytes.has("GET /", at: 0) else { return nil }
        let start = isHead ? 5 : 4
        guard let lineEnd = bytes.first("\n", in: start..<max(start, min(bytes.count, limits.maxTargetBytes))),
            lineEnd - 10 > start, bytes.has(" HTTP/1.", at: lineEnd - 10), bytes[lineEnd - 1] == UInt8(ascii: "\r"),
            let isHTTP11 = Self.isHTTP11(bytes[lineEnd - 2]),
            let (fields, length) = memo.fields(atFrontOf: UnsafeRawBufferPointer(rebasing: bytes[(lineEnd + 1)...])),
            lineEnd + 1 + length <= limits.maxHeadBytes
        else { return nil }
        self.isHTTP11 = isHTTP11
        target = start..<(lineEnd - 10)
        path = start..<(bytes.first("?", in: target) ?? target.upperBound)
        guard bytes[path.upperBound..<target.upperBound].allSatisfy(\.isPlainInTarget) else { return nil }
        self.fields = fields
        self.length = lineEnd + 1 + length
    }

    private static func isHTTP11(_ digit: UInt8) -> Bool? {
        switch digit {
        case UInt8(ascii: "1"): true
        case UInt8(ascii: "0"): false
        default: nil
        }
    }

    var keepsAlive: Bool { fields.wantsKeepAlive(isHTTP11: isHTTP11) }

    /// The same for who wants to know more; `bytes` are those that it was found at the front of.
    func head(in bytes: ByteBuffer) -> RequestHead? {
        guard let target = bytes.getSlice(at: bytes.readerIndex + target.lowerBound, length: target.count),
            let raw = bytes.getSlice(at: bytes.readerIndex, length: length)
        else { return nil }
        let line = RequestLine(method: isHead ? .head : .get, target: target, authority: nil, isHTTP11: isHTTP11)
        return RequestHead(line: line, fields: fields, raw: raw)
    }
}

extension UInt8 {
    /// ASCII, and nothing that a target may not have.
    fileprivate var isPlainInTarget: Bool { (0x21...0x7E).contains(self) && self != UInt8(ascii: "#") }
}
