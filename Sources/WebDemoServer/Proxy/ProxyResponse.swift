import HTTPTypes
import NIOCore
import NIOHTTP1
import WebSockets

/// The head of the other server's answer as the client gets it, and how its body is framed for it (RFC 9112 §6).
struct ProxyResponse: Equatable {
    enum Framing: Equatable {
        /// There is no body, whatever the fields say.
        case none
        case length(Int)
        case chunked
        case untilClose
    }

    let status: HTTPResponse.Status
    let fields: HTTPFields
    let framing: Framing

    /// Fails for what could be read in two ways.
    init(_ head: HTTPResponseHead, to request: RequestHead, rule: ProxyRule) throws(ProxyFailure) {
        guard (200...999).contains(head.status.code) else { throw .malformed }
        var all = HTTPFields()
        for (name, value) in head.headers {
            guard let name = HTTPField.Name(name), HTTPField.isValidValue(value) else { throw .malformed }
            all.append(HTTPField(name: name, value: value))
        }
        let length = try Self.length(all)
        status = HTTPResponse.Status(
            code: Int(head.status.code),
            reasonPhrase: HTTPField.isValidValue(head.status.reasonPhrase) ? head.status.reasonPhrase : ""
        )
        var fields = all.endToEnd
        if let location = fields[.location] { fields[.location] = Self.location(location, rule.target) }
        let isLengthOnly = request.method == .head || status == .notModified
        if isLengthOnly || status == .noContent {
            framing = .none
            if isLengthOnly, let length { fields[.contentLength] = "\(length)" }
        } else {
            framing = length.map(Framing.length) ?? (request.isHTTP11 ? .chunked : .untilClose)
        }
        self.fields = fields
    }

    var isEventStream: Bool {
        fields[.contentType]?.utf8.prefix { $0 != UInt8(ascii: ";") && !$0.isBlank }
            .elementsEqual("text/event-stream".utf8) == true
    }

    /// With the empty line. `date` is the line with the time, for an answer without one.
    func head(date: ByteBuffer, isHTTP11: Bool, keepsAlive: Bool) -> ByteBuffer {
        var bytes = ByteBuffer()
        bytes.writeString("HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
        if !fields.contains(.date) { bytes.writeImmutableBuffer(date) }
        if !keepsAlive {
            bytes.writeStaticString("Connection: close\r\n")
        } else if !isHTTP11 {
            bytes.writeStaticString("Connection: keep-alive\r\n")
        }
        for field in fields { bytes.writeString("\(field.name.rawName): \(field.value)\r\n") }
        switch framing {
        case .length(let length): bytes.writeString("Content-Length: \(length)\r\n")
        case .chunked: bytes.writeStaticString("Transfer-Encoding: chunked\r\n")
        case .none, .untilClose: break
        }
        bytes.writeStaticString("\r\n")
        return bytes
    }

    /// `nil` where the length shows in another way.
    private static func length(_ fields: HTTPFields) throws(ProxyFailure) -> Int? {
        let lengths = fields[values: .contentLength]
        if fields.contains(.transferEncoding) {
            guard lengths.isEmpty else { throw .malformed }
            return nil
        }
        guard let text = lengths.first else { return nil }
        guard lengths.count == 1, !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            let length = Int(text)
        else { throw .malformed }
        return length
    }

    /// A place on the other server is the same place here, so that the browser stays.
    private static func location(_ location: String, _ target: ProxyTarget) -> String {
        var path = location[...]
        if location.utf8.first != UInt8(ascii: "/") || location.utf8.starts(with: "//".utf8) {
            let address =
                location.utf8.starts(with: "//".utf8) ? (target.isSecure ? "https:" : "http:") + location : location
            guard let separator = address.firstRange(of: "://") else { return location }
            let rest = address[separator.upperBound...].utf8
            let end = rest.firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex
            let origin = Origin(String(Substring(address.utf8[..<end])))
            guard let origin, origin.description == target.origin else { return location }
            path = Substring(rest[end...])
        }
        let base = target.basePath
        if !base.isEmpty, path.utf8.starts(with: base.utf8) {
            let rest = path.utf8.dropFirst(base.utf8.count)
            if rest.isEmpty || rest.first.map({ "/?#".utf8.contains($0) }) == true { path = Substring(rest) }
        }
        // Two slashes would name another host.
        guard !path.utf8.starts(with: "//".utf8), !path.utf8.starts(with: "/\\".utf8) else { return location }
        return path.utf8.first == UInt8(ascii: "/") ? String(path) : "/" + path
    }
}
