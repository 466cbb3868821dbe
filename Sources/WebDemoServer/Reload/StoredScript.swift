import Crypto
import HTTPTypes
import NIOCore
import StaticSite

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A script of the server's own, kept from its start on.
struct StoredScript: Sendable {
    /// SHA-256 of the bytes, in base64.
    let digest: String
    private let bytes: ByteBuffer
    private let tag: EntityTag

    init(_ text: String) {
        bytes = ByteBuffer(string: text)
        digest = Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
        tag = EntityTag(opaque: digest)
    }

    /// `readers` is whose pages may have it, in the words of `Cross-Origin-Resource-Policy` (Fetch Standard §3.7).
    func response(to head: RequestHead, for readers: String) -> Response {
        let fields: HTTPFields = [
            .cacheControl: "no-cache", .eTag: tag.field, .crossOriginResourcePolicy: readers,
        ]
        let preconditions = Preconditions(head.fields.all, now: .now)
        switch preconditions.verdict(method: head.method, Validators(tag: tag)) {
        case .notModified: return Response(.notModified, fields: fields)
        case .failed: return Response(.preconditionFailed, fields: fields)
        case .proceed: break
        }
        var all = fields
        all[.contentType] = "text/javascript; charset=utf-8"
        let body = head.method == .head ? Response.Body.omitted(bytes: bytes.readableBytes) : .bytes(bytes)
        return Response(.ok, fields: all, body: body)
    }
}
