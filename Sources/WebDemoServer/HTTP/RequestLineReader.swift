import HTTPTypes
import NIOCore

/// Reads the first line of a request, without its CR LF (RFC 9112 §3).
struct RequestLineReader {
    let bytes: ByteBuffer
    let limits: HeadLimits

    func line() throws(RequestError) -> RequestLine {
        let (target, version) = try bytes.withUnsafeReadableBytes { bytes in
            Result { () throws(RequestError) in try boundaries(bytes) }
        }.get()
        guard let method = bytes.getSlice(at: bytes.readerIndex, length: target.lowerBound - 1).flatMap(method),
            let targetBytes = bytes.getSlice(at: bytes.readerIndex + target.lowerBound, length: target.count)
        else { throw .malformed("the method is no token") }
        return try requestLine(method, targetBytes, isHTTP11: version)
    }

    /// Where the target is, and whether the version is 1.1 or later.
    private func boundaries(_ bytes: UnsafeRawBufferPointer) throws(RequestError) -> (Range<Int>, isHTTP11: Bool) {
        let space = UInt8(ascii: " ")
        guard let first = bytes.firstIndex(of: space), let last = bytes.lastIndex(of: space), first < last,
            bytes[(first + 1)..<last].firstIndex(of: space) == nil
        else { throw .malformed("a request line is: method, space, target, space, version") }
        return ((first + 1)..<last, try isHTTP11(UnsafeRawBufferPointer(rebasing: bytes[(last + 1)...])))
    }

    private func isHTTP11(_ part: UnsafeRawBufferPointer) throws(RequestError) -> Bool {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard part.count == 8, part.starts(with: "HTTP/".utf8), digits.contains(part[5]),
            part[6] == UInt8(ascii: "."), digits.contains(part[7])
        else { throw .malformed("the version is not of the form HTTP/1.1") }
        guard part[5] == UInt8(ascii: "1") else { throw .versionNotSupported }
        return part[7] != UInt8(ascii: "0")
    }

    private func method(_ bytes: ByteBuffer) -> HTTPRequest.Method? {
        let text = String(buffer: bytes)
        return text == "GET" ? .get : HTTPRequest.Method(rawValue: text)
    }

    /// Origin form is the rule, absolute form is understood (RFC 9112 §3.2); `*` and CONNECT's form have no path here.
    private func requestLine(
        _ method: HTTPRequest.Method,
        _ target: ByteBuffer,
        isHTTP11: Bool
    ) throws(RequestError) -> RequestLine {
        try check(target)
        var target = target
        var authority: String?
        if target.getInteger(at: target.readerIndex, as: UInt8.self) != UInt8(ascii: "/") {
            if method == .connect || method == .options {
                target = ByteBuffer(string: "*")
            } else {
                (authority, target) = try absoluteForm(String(buffer: target))
            }
        }
        return RequestLine(method: method, target: target, authority: authority, isHTTP11: isHTTP11)
    }

    private func check(_ target: ByteBuffer) throws(RequestError) {
        guard target.readableBytes <= limits.maxTargetBytes else {
            throw .targetTooLong(limit: limits.maxTargetBytes)
        }
        let (isClean, isASCII) = target.withUnsafeReadableBytes { bytes in
            var (isClean, isASCII) = (true, true)
            for byte in bytes {
                isClean = isClean && byte > 0x20 && byte != 0x7F && byte != UInt8(ascii: "#")
                isASCII = isASCII && byte < 0x80
            }
            return (isClean, isASCII)
        }
        guard isClean else { throw .malformed("a target has no spaces, control characters or '#'") }
        guard isASCII || String(validating: target.readableBytesView, as: UTF8.self) != nil else {
            throw .malformed("a target is UTF-8")
        }
    }

    private func absoluteForm(_ target: String) throws(RequestError) -> (authority: String, target: ByteBuffer) {
        guard let separator = target.firstRange(of: "://"),
            ["http", "https"].contains(target[..<separator.lowerBound].lowercased())
        else { throw .malformed("a target begins with '/' or 'http://'") }
        // Bytes and not characters: a mark that joins with the slash would hide it.
        let rest = target[separator.upperBound...].utf8
        let pathStart = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
        let path = rest[pathStart...]
        let origin = String(Substring(path))
        let authority = String(Substring(rest[..<pathStart]))
        return (authority, ByteBuffer(string: path.first == UInt8(ascii: "/") ? origin : "/" + origin))
    }
}
