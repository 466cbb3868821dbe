import HTTPTypes
import NIOCore

/// Reads a complete head: request line, fields, empty line. Every line ends with CR LF.
struct HeadReader {
    let raw: ByteBuffer
    let limits: HeadLimits
    let memo: FieldsMemo?

    /// `lineLength` is where the first line's CR is.
    func head(lineLength: Int) throws(RequestError) -> RequestHead {
        guard let first = raw.getSlice(at: raw.readerIndex, length: lineLength),
            let rest = raw.getSlice(at: raw.readerIndex + lineLength + 2, length: raw.readableBytes - lineLength - 2)
        else { throw .malformed("a head is at least one line") }
        let line = try RequestLineReader(bytes: first, limits: limits).line()
        let fields = try fields(rest)
        guard !line.isHTTP11 || fields.host != nil else { throw .malformed("HTTP/1.1 needs a Host field") }
        guard line.isHTTP11 || fields.body != .chunked else { throw .malformed("Transfer-Encoding in HTTP/1.0") }
        return RequestHead(line: line, fields: fields, raw: raw)
    }

    private func fields(_ block: ByteBuffer) throws(RequestError) -> RequestFields {
        if let known = memo.flatMap({ memo in block.withUnsafeReadableBytes { memo.fields(of: $0) } }) { return known }
        let fields = try FieldsReader(limits: limits).fields(block)
        block.withUnsafeReadableBytes { memo?.keep(fields, of: $0) }
        return fields
    }
}
