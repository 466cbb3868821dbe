import HTTPTypes
import NIOCore
import StaticSite

/// A request without its body, as HTTP/1.1 sent it.
struct RequestHead: Sendable {
    enum Body: Equatable {
        case none
        /// `Content-Length`, in bytes.
        case length(Int)
        case chunked
    }

    let line: RequestLine
    let fields: RequestFields
    /// The head as it was on the wire, to the empty line.
    let raw: ByteBuffer

    var isHTTP11: Bool { line.isHTTP11 }
    var method: HTTPRequest.Method { line.method }
    var body: Body { fields.body }

    /// In origin form, with the query.
    var target: String { String(buffer: line.target) }

    /// What stands behind the `?`, as it was sent.
    var query: String {
        let target = line.target.readableBytesView
        guard let mark = target.firstIndex(of: UInt8(ascii: "?")) else { return "" }
        return String(decoding: target[(mark + 1)...], as: UTF8.self)
    }

    /// As much of it as a line of the log has room for, because many lines may wait to be written, and without secrets.
    var loggedTarget: String {
        let limit = 1024
        guard line.target.readableBytes > limit else { return WireMask.masked(target: target) }
        return WireMask.masked(
            target: String(decoding: line.target.readableBytesView.prefix(limit), as: UTF8.self) + "…"
        )
    }

    /// The target's, else the Host field's.
    var authority: String? { line.authority ?? fields.host }

    /// The same in the terms of all versions of HTTP.
    var request: HTTPRequest {
        HTTPRequest(method: method, scheme: "http", authority: authority, path: target, headerFields: fields.all)
    }

    var wantsKeepAlive: Bool { fields.wantsKeepAlive(isHTTP11: isHTTP11) }

    /// Whether the client holds its body back until it is told to go on (RFC 9110 §10.1.1).
    var expectsContinue: Bool { isHTTP11 && fields.expectsContinue }

    /// Whether a page of another origin has its browser ask, for something that is part of the page.
    var isForeign: Bool {
        guard let site = fields.all[.secFetchSite] else { return false }
        return site != "same-origin" && site != "none" && !fields.file.isNavigation
    }

    /// Whether the answer is for a browser rather than for a program like curl.
    var acceptsHTML: Bool {
        AcceptedType.weight(of: "text/html", in: fields.all[.accept]) > 0
    }
}
