import Demos
import HTTPTypes
import NIOCore
import StaticSite
import WebSockets

/// What a person is told instead of content.
enum Page: Equatable {
    case notFound(path: String)
    /// A directory without a page of its own.
    case noIndex(path: String)
    case forbidden(path: String)
    case notAcceptable
    /// The id is in the log beside what went wrong, which is nobody else's business.
    case failed(id: String)
    case upgradeRequired(path: String, authority: String, summary: Wording, subprotocol: String?, visit: Visit? = nil)
    case handshakeRefused(HandshakeRefusal)
    case malformed(String)
    case methodNotAllowed(String)
    case misdirected(String)
    case targetTooLong(limit: Int)
    case headTooLarge(limit: Int)
    case tooManyFields(limit: Int)
    case timedOut
    case busy
    case full(Places.Shortage)
    case proxyFailed(ProxyFailure, ProxyRule)
    case transferCodingUnknown
    case versionNotSupported

    init(_ error: RequestError) {
        self =
            switch error {
            case .malformed(let what): .malformed(what)
            case .targetTooLong(let limit): .targetTooLong(limit: limit)
            case .headTooLarge(let limit): .headTooLarge(limit: limit)
            case .tooManyFields(let limit): .tooManyFields(limit: limit)
            case .timedOut: .timedOut
            case .transferCodingUnknown: .transferCodingUnknown
            case .versionNotSupported: .versionNotSupported
            }
    }

    /// The visitor's own request, and what it lacks.
    struct Visit: Equatable {
        private static let maxShownBytes = 8 << 10

        let request: String
        let check: UpgradeCheck

        /// HEAD is answered as GET would be, so it is also read as GET.
        init(_ head: RequestHead) {
            let shown = WireMask.masked(head: head.raw).readableBytesView.prefix(Self.maxShownBytes)
            var text = String(decoding: shown, as: UTF8.self)
            var asked = head.request
            if head.method == .head {
                text = "GET" + text.dropFirst("HEAD".count)
                asked.method = .get
            }
            request = text.split(separator: "\r\n").map {
                String($0).escapingControls
            }
            .joined(separator: "\n")
            check = UpgradeCheck(asked, isHTTP11: head.isHTTP11)
        }
    }

    static func upgradeRequired(_ demo: Demo, authority: String, visit: Visit? = nil) -> Page {
        .upgradeRequired(
            path: demo.path,
            authority: authority,
            summary: demo.summary,
            subprotocol: demo.endpoint.terms.subprotocols.first,
            visit: visit
        )
    }

    var status: HTTPResponse.Status {
        switch self {
        case .notFound, .noIndex: .notFound
        case .forbidden: .forbidden
        case .notAcceptable: .notAcceptable
        case .failed: .internalServerError
        case .upgradeRequired: .upgradeRequired
        case .handshakeRefused(let refusal): refusal.status
        case .malformed: .badRequest
        case .methodNotAllowed: .methodNotAllowed
        case .misdirected: .misdirectedRequest
        case .targetTooLong: .uriTooLong
        case .headTooLarge, .tooManyFields: .requestHeaderFieldsTooLarge
        case .timedOut: .requestTimeout
        case .busy, .full: .serviceUnavailable
        case .proxyFailed(let failure, _): failure.status
        case .transferCodingUnknown: .notImplemented
        case .versionNotSupported: .httpVersionNotSupported
        }
    }

    /// When it is worth a try again, in seconds: files are closed at once, people leave more slowly.
    private var retryAfter: Int {
        if case .full = self { 5 } else { 1 }
    }

    /// The value of `Allow`.
    static let allowedMethods = "GET, HEAD, OPTIONS"

    /// Fields that the status calls for.
    var fields: HTTPFields {
        switch status {
        case .methodNotAllowed: [.allow: Self.allowedMethods]
        case .upgradeRequired: [.upgrade: "websocket", .secWebSocketVersion: "13"]
        case .serviceUnavailable: [.retryAfter: "\(retryAfter)"]
        default: [:]
        }
    }
}
