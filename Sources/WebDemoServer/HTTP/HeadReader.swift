import HTTPTypes
import NIOCore
import WebSockets

/// Reads a complete head, line by line: request line, fields, empty line. Every line ends with CR LF.
struct HeadReader {
    let bytes: UnsafeRawBufferPointer
    let limits: HeadLimits

    func head(raw: ByteBuffer) throws(RequestError) -> RequestHead {
        var rest = bytes[...]
        let requestLine = try takeLine(&rest)
        let parts = requestLine.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .malformed("a request line is: method, space, target, space, version") }
        guard let method = HTTPRequest.Method(rawValue: text(parts[0])) else {
            throw .malformed("the method is no token")
        }
        let isHTTP11 = try version(parts[2])
        let target = try target(parts[1], method: method)
        let (fields, hosts) = try fields(&rest)
        let host = try host(hosts, isRequired: isHTTP11)
        let request = HTTPRequest(
            method: method,
            scheme: "http",
            authority: target.authority ?? host,
            path: target.path,
            headerFields: fields
        )
        return RequestHead(request: request, isHTTP11: isHTTP11, body: try body(fields, isHTTP11: isHTTP11), raw: raw)
    }

    private typealias Line = Slice<UnsafeRawBufferPointer>

    private func takeLine(_ rest: inout Line) throws(RequestError) -> Line {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\r")), rest.index(after: end) < rest.endIndex,
            rest[rest.index(after: end)] == UInt8(ascii: "\n")
        else { throw .malformed("CR may only stand before LF") }
        defer { rest = rest[(end + 2)...] }
        return rest[..<end]
    }

    /// Bytes that are not UTF-8 become U+FFFD; where bytes matter, they are checked before.
    private func text(_ line: some Collection<UInt8>) -> String {
        String(decoding: line, as: UTF8.self)
    }

    // MARK: The request line

    private func version(_ part: Line) throws(RequestError) -> Bool {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard part.count == 8, part.starts(with: "HTTP/".utf8), digits.contains(part[part.startIndex + 5]),
            part[part.startIndex + 6] == UInt8(ascii: "."), digits.contains(part[part.startIndex + 7])
        else { throw .malformed("the version is not of the form HTTP/1.1") }
        guard part[part.startIndex + 5] == UInt8(ascii: "1") else { throw .versionNotSupported }
        return part[part.startIndex + 7] != UInt8(ascii: "0")
    }

    /// Origin form is the rule, absolute form is understood (RFC 9112 §3.2); `*` and CONNECT's form have no path here.
    private func target(
        _ part: Line,
        method: HTTPRequest.Method
    ) throws(RequestError) -> (authority: String?, path: String) {
        guard part.count <= limits.maxTargetBytes else { throw .targetTooLong(limit: limits.maxTargetBytes) }
        guard part.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "#") }) else {
            throw .malformed("a target has no spaces, control characters or '#'")
        }
        guard let target = String(validating: part, as: UTF8.self) else { throw .malformed("a target is UTF-8") }
        if part.first == UInt8(ascii: "/") { return (nil, target) }
        if method == .connect || method == .options { return (nil, "*") }
        return try absoluteForm(target)
    }

    private func absoluteForm(_ target: String) throws(RequestError) -> (authority: String?, path: String) {
        guard let separator = target.firstRange(of: "://"),
            ["http", "https"].contains(target[..<separator.lowerBound].lowercased())
        else { throw .malformed("a target begins with '/' or 'http://'") }
        // Bytes and not characters: a mark that joins with the slash would hide it.
        let rest = target[separator.upperBound...].utf8
        let pathStart = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
        let path = rest[pathStart...]
        let origin = String(Substring(path))
        return (String(Substring(rest[..<pathStart])), path.first == UInt8(ascii: "/") ? origin : "/" + origin)
    }

    // MARK: The fields

    /// The Host field is kept apart: it becomes the request's authority.
    private func fields(_ rest: inout Line) throws(RequestError) -> (HTTPFields, hosts: [String]) {
        var fields = HTTPFields()
        var hosts: [String] = []
        while true {
            let line = try takeLine(&rest)
            if line.isEmpty { return (fields, hosts) }
            guard fields.count + hosts.count < limits.maxFields else {
                throw .tooManyFields(limit: limits.maxFields)
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), let name = HTTPField.Name(text(line[..<colon]))
            else { throw .malformed("a field line is: name, colon, value") }
            let value = trimmed(line[(colon + 1)...])
            guard HTTPField.isValidValue(value) else { throw .malformed("control characters in a field value") }
            if name.canonicalName == "host" {
                hosts.append(text(value))
            } else {
                fields.append(HTTPField(name: name, value: value))
            }
        }
    }

    private func trimmed(_ line: Line) -> Line {
        var (start, end) = (line.startIndex, line.endIndex)
        while start < end, line[start].isBlank { start += 1 }
        while start < end, line[end - 1].isBlank { end -= 1 }
        return line[start..<end]
    }

    private func host(_ hosts: [String], isRequired: Bool) throws(RequestError) -> String? {
        guard hosts.count <= 1 else { throw .malformed("more than one Host field") }
        guard let host = hosts.first else {
            guard !isRequired else { throw .malformed("HTTP/1.1 needs a Host field") }
            return nil
        }
        return host
    }

    /// How long the body is (RFC 9112 §6.3). What could be read in two ways is refused.
    private func body(_ fields: HTTPFields, isHTTP11: Bool) throws(RequestError) -> RequestHead.Body {
        let lengths = fields[values: .contentLength]
        if let coding = fields[.transferEncoding] {
            guard isHTTP11, lengths.isEmpty else {
                throw .malformed("Transfer-Encoding beside a length, or in HTTP/1.0")
            }
            guard coding.isToken("chunked") else { throw .transferCodingUnknown }
            return .chunked
        }
        guard let length = lengths.first else { return .none }
        guard lengths.count == 1, !length.isEmpty, length.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
            throw .malformed("Content-Length is one number")
        }
        // A number too large for us is a body too long for us.
        let count = Int(length) ?? .max
        return count == 0 ? .none : .length(count)
    }
}
