import NIOCore

/// Finds the end of a request's head in the bytes of a connection and reads it, strictly (RFC 9112 §2 to §5).
struct RequestHeadParser {
    /// The longest method and version that may stand beside a target in a request line.
    private static let requestLineOverhead = 32

    private let limits: HeadLimits
    private let memo: FieldsMemo?
    /// How many of the waiting bytes are known not to hold the end, so that a dribbled head is searched once.
    private var searched = 0
    private var lineStart = 0
    private var firstLineLength = 0

    init(limits: HeadLimits = HeadLimits(), memo: FieldsMemo? = nil) {
        self.limits = limits
        self.memo = memo
    }

    /// Takes a head from the front of `input`; `nil`, and no byte of a head taken, while it is not all there.
    mutating func next(_ input: inout ByteBuffer) throws(RequestError) -> RequestHead? {
        skipEmptyLines(&input)
        let end = input.withUnsafeReadableBytes { bytes in
            Result { () throws(RequestError) in try endOfHead(in: bytes) }
        }
        guard let length = try end.get(), let raw = input.readSlice(length: length) else { return nil }
        (searched, lineStart) = (0, 0)
        return try HeadReader(raw: raw, limits: limits, memo: memo).head(lineLength: firstLineLength)
    }

    /// An empty line in front of a request line is ignored (RFC 9112 §2.2). Its CR may have come alone before.
    private mutating func skipEmptyLines(_ input: inout ByteBuffer) {
        guard searched <= 1 else { return }
        while input.getInteger(at: input.readerIndex, as: UInt16.self) == 0x0D0A {
            input.moveReaderIndex(forwardBy: 2)
            searched = 0
        }
    }

    private mutating func endOfHead(in bytes: UnsafeRawBufferPointer) throws(RequestError) -> Int? {
        let limit = min(bytes.count, limits.maxHeadBytes)
        while let end = bytes.first("\n", in: searched..<limit) {
            searched = end + 1
            guard end > lineStart, bytes[end - 1] == UInt8(ascii: "\r") else {
                throw .malformed("a line must end with CR LF")
            }
            if end - 1 == lineStart { return end + 1 }
            if lineStart == 0 {
                try checkRequestLine(end)
                firstLineLength = end - 1
            }
            lineStart = end + 1
        }
        searched = max(searched, limit)
        try checkRequestLine(lineStart == 0 ? bytes.count : 0)
        guard bytes.count < limits.maxHeadBytes else { throw .headTooLarge(limit: limits.maxHeadBytes) }
        return nil
    }

    private func checkRequestLine(_ length: Int) throws(RequestError) {
        guard length - Self.requestLineOverhead <= limits.maxTargetBytes else {
            throw .targetTooLong(limit: limits.maxTargetBytes)
        }
    }
}
