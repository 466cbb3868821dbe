package import HTTPTypes
package import NIOCore

/// An answer, before it is known how it will be written.
package struct Response: Sendable {
    package enum Body: Sendable {
        case none
        case bytes(ByteBuffer)
        /// A range of an open file.
        case file(Descriptor, Range<Int>)
        /// One after the other, as one body.
        case parts([Part])

        package var length: Int {
            switch self {
            case .none: 0
            case .bytes(let buffer): buffer.readableBytes
            case .file(_, let range): range.count
            case .parts(let parts): parts.reduce(0) { $0 + $1.length }
            }
        }
    }

    /// A piece of a body.
    package enum Part: Sendable {
        case bytes(ByteBuffer)
        case file(Descriptor, Range<Int>)

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

    package init(_ status: HTTPResponse.Status, fields: HTTPFields = [:], body: Body = .none) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}
