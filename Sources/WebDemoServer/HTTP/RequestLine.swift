import HTTPTypes
import NIOCore

/// The first line of a request: method, target, version (RFC 9112 §3).
struct RequestLine: Sendable {
    let method: HTTPRequest.Method
    /// In origin form with the query (RFC 9112 §3.2.1), or `*`. It is UTF-8.
    let target: ByteBuffer
    /// Of a target in absolute form.
    let authority: String?
    /// Whether the version is 1.1 or a later 1.x, in which a connection is kept unless one side says otherwise.
    let isHTTP11: Bool

    /// The target to where its query begins.
    var path: ByteBuffer {
        let length = target.withUnsafeReadableBytes { bytes in
            bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.count
        }
        return target.getSlice(at: target.readerIndex, length: length) ?? target
    }
}
