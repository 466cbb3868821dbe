package import HTTPTypes
package import NIOCore

/// An answer, before it is known how it will be written.
package struct Response: Sendable {
    package enum Body: Sendable {
        case none
        case bytes(ByteBuffer)
        /// The first `length` bytes of an open file.
        case file(Descriptor, length: Int)

        package var length: Int {
            switch self {
            case .none: 0
            case .bytes(let buffer): buffer.readableBytes
            case .file(_, let length): length
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
