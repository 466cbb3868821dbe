/// An HTTP/1.1 response as a test reads it from the wire.
package struct HTTPReply: Sendable {
    package let status: Int
    package let reason: String
    /// In the order and spelling of the wire.
    package let fields: [(name: String, value: String)]
    package var body: [UInt8] = []

    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of the first field of this name; names are compared without regard to case.
    package subscript(name: String) -> String? { values(of: name).first }

    package func values(of name: String) -> [String] {
        fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }
}

extension HTTPReply {
    /// Parses a head up to and including the empty line (RFC 9112 §4 and §5), and is strict about it.
    init(head: String) throws {
        // CR LF is one Character, unequal to CR and to LF.
        var lines = head.split(separator: "\r\n" as Character, omittingEmptySubsequences: false)
        guard lines.popLast() == "", lines.popLast() == "", !lines.isEmpty else {
            throw RawConnectionError.malformedReply("the head does not end with an empty line")
        }
        guard !head.contains("\r" as Character), !head.contains("\n" as Character) else {
            throw RawConnectionError.malformedReply("a CR or LF alone in \(head.debugDescription)")
        }
        let status = try Self.parseStatusLine(lines.removeFirst())
        self.init(status: status.code, reason: status.reason, fields: try lines.map(Self.parseField))
    }

    /// The length that `Content-Length` states; nil without that field.
    var statedLength: Int? {
        get throws {
            guard let value = self["Content-Length"] else { return nil }
            guard let length = Int(value), length >= 0, values(of: "Content-Length").count == 1 else {
                throw RawConnectionError.malformedReply("Content-Length \(values(of: "Content-Length"))")
            }
            return length
        }
    }

    /// RFC 9110 §6.4.1: these never have content, whatever their fields say.
    var neverHasBody: Bool { (100..<200).contains(status) || status == 204 || status == 304 }

    private static func parseStatusLine(_ line: Substring) throws -> (code: Int, reason: String) {
        let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "HTTP/1.1", parts[1].utf8.count == 3, let code = Int(parts[1]) else {
            throw RawConnectionError.malformedReply("status line \(line.debugDescription)")
        }
        return (code, String(parts[2]))
    }

    private static func parseField(_ line: Substring) throws -> (name: String, value: String) {
        guard let colon = line.firstIndex(of: ":"), colon != line.startIndex, !line[..<colon].contains(" ") else {
            throw RawConnectionError.malformedReply("field line \(line.debugDescription)")
        }
        let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        return (String(line[..<colon]), String(value))
    }
}
