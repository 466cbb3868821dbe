package import HTTPTypes
package import NIOCore

/// An answer, before it is known how it will be written.
package struct Response: Sendable {
    package enum Body: Sendable {
        case none
        /// A body that is announced and not sent: the answer to HEAD.
        case omitted(bytes: Int)
        case bytes(ByteBuffer)
        /// A range of an open file.
        case file(OpenFile, Range<Int>)
        /// One after the other, as one body.
        case parts([Part])

        init(_ part: Part) {
            self =
                switch part {
                case .bytes(let bytes): .bytes(bytes)
                case .file(let file, let range): .file(file, range)
                }
        }

        package var length: Int {
            switch self {
            case .none: 0
            case .omitted(let bytes): bytes
            case .bytes(let buffer): buffer.readableBytes
            case .file(_, let range): range.count
            case .parts(let parts): parts.reduce(0) { $0 + $1.length }
            }
        }
    }

    /// A piece of a body.
    package enum Part: Sendable {
        case bytes(ByteBuffer)
        case file(OpenFile, Range<Int>)

        package var length: Int {
            switch self {
            case .bytes(let buffer): buffer.readableBytes
            case .file(_, let range): range.count
            }
        }
    }

    package var status: HTTPResponse.Status
    package var fields: HTTPFields
    package var body: Body

    package init(
        _ status: HTTPResponse.Status,
        fields: HTTPFields = [:],
        body: Body = .none
    ) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// Says that other requests for the same path may get another answer (RFC 9110 §12.5.5), by what is in these fields.
    package mutating func varies(by names: String) {
        var all = Self.names(in: fields[.vary] ?? "")
        for name in Self.names(in: names) where !all.contains(where: { $0.lowercased() == name.lowercased() }) {
            all.append(name)
        }
        fields[.vary] = all.joined(separator: ", ")
    }

    private static func names(in list: String) -> [Substring] {
        list.split(separator: ",").map { $0.drop { $0 == " " } }
    }
}
