import HTTPTypes
import NIOCore

/// Reads the fields of a head, line by line, to the empty line (RFC 9112 §5).
struct FieldsReader {
    let limits: HeadLimits

    private typealias Line = Slice<UnsafeRawBufferPointer>

    func fields(_ block: ByteBuffer) throws(RequestError) -> RequestFields {
        try block.withUnsafeReadableBytes { bytes in
            Result { () throws(RequestError) in try fields(bytes[...]) }
        }.get()
    }

    /// The Host field is kept apart: it becomes the request's authority.
    private func fields(_ block: Line) throws(RequestError) -> RequestFields {
        var rest = block
        var fields = HTTPFields()
        var host: String?
        while true {
            let line = try takeLine(&rest)
            if line.isEmpty { return try RequestFields(fields, host: host) }
            guard fields.count + (host == nil ? 0 : 1) < limits.maxFields else {
                throw .tooManyFields(limit: limits.maxFields)
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), let name = HTTPField.Name(text(line[..<colon]))
            else { throw .malformed("a field line is: name, colon, value") }
            let value = trimmed(line[(colon + 1)...])
            guard HTTPField.isValidValue(value) else { throw .malformed("control characters in a field value") }
            if name.canonicalName == "host" {
                guard host == nil else { throw .malformed("more than one Host field") }
                host = text(value)
            } else {
                fields.append(HTTPField(name: name, value: value))
            }
        }
    }

    private func takeLine(_ rest: inout Line) throws(RequestError) -> Line {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\r")), rest.index(after: end) < rest.endIndex,
            rest[rest.index(after: end)] == UInt8(ascii: "\n")
        else { throw .malformed("CR may only stand before LF") }
        defer { rest = rest[(end + 2)...] }
        return rest[..<end]
    }

    /// Bytes that are not UTF-8 become U+FFFD; where bytes matter, they are checked before.
    private func text(_ line: Line) -> String {
        String(decoding: line, as: UTF8.self)
    }

    private func trimmed(_ line: Line) -> Line {
        var (start, end) = (line.startIndex, line.endIndex)
        while start < end, line[start].isBlank { start += 1 }
        while start < end, line[end - 1].isBlank { end -= 1 }
        return line[start..<end]
    }
}
