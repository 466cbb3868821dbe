import HTTPTypes
import NIOCore
import WebSockets

/// A request without its body, as HTTP/1.1 sent it.
struct RequestHead: Sendable {
    enum Body: Equatable {
        case none
        /// `Content-Length`, in bytes.
        case length(Int)
        case chunked
    }

    /// `path` is in origin form with the query; `authority` is the target's, else the Host field's.
    var request: HTTPRequest
    /// Whether the version is 1.1 or a later 1.x, in which a connection is kept unless one side says otherwise.
    var isHTTP11: Bool
    var body: Body
    /// The head as it was on the wire, to the empty line.
    var raw: ByteBuffer

    var target: String { request.path ?? "/" }

    var wantsKeepAlive: Bool {
        isHTTP11
            ? !request.headerFields.lists("close", in: .connection)
            : request.headerFields.lists("keep-alive", in: .connection)
    }

    /// Whether the client holds its body back until it is told to go on (RFC 9110 §10.1.1).
    var expectsContinue: Bool {
        isHTTP11 && request.headerFields.lists("100-continue", in: .expect)
    }

    /// Whether the answer is for a browser rather than for a program like curl.
    var acceptsHTML: Bool {
        request.headerFields[.accept]?.contains("text/html") ?? false
    }
}
