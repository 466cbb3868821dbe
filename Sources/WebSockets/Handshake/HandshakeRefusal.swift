package import HTTPTypes

/// Why a request did not become a WebSocket; the status and the words are meant for the person who sent it.
package enum HandshakeRefusal: Error, Equatable, Sendable {
    case methodNotGET
    case connectionNotUpgrade
    case keyMissing
    case keyNotOfSixteenBytes
    case versionMissing
    case versionNotSupported(String)
    case originNotAllowed(String)
    /// The same where no option would allow it.
    case originNotOwn(String)
    /// The endpoint is for another origin's pages alone.
    case originNot(String)
    case extensionsMalformed
    case subprotocolMissing(known: [String])

    package var status: HTTPResponse.Status {
        switch self {
        case .methodNotGET: .methodNotAllowed
        case .connectionNotUpgrade, .keyMissing, .keyNotOfSixteenBytes, .subprotocolMissing, .extensionsMalformed:
            .badRequest
        case .versionMissing, .versionNotSupported: .upgradeRequired
        case .originNotAllowed, .originNotOwn, .originNot: .forbidden
        }
    }

    package var explanation: Wording {
        switch self {
        case .methodNotGET:
            Wording(
                "A WebSocket handshake is a GET request (RFC 6455 4.2.1).",
                "WebSocket 握手必须是 GET 请求（RFC 6455 4.2.1）。"
            )
        case .connectionNotUpgrade:
            Wording(
                "The field 'Connection: Upgrade' is missing, so 'Upgrade: websocket' has no effect (RFC 6455 4.2.1).",
                "缺少字段 'Connection: Upgrade'，因此 'Upgrade: websocket' 无效（RFC 6455 4.2.1）。"
            )
        case .keyMissing:
            Wording(
                "The field 'Sec-WebSocket-Key' is missing: 16 random bytes in base64 (RFC 6455 4.2.1).",
                "缺少字段 'Sec-WebSocket-Key'：16 个随机字节的 base64（RFC 6455 4.2.1）。"
            )
        case .keyNotOfSixteenBytes:
            Wording(
                "'Sec-WebSocket-Key' must be exactly 16 bytes in base64, 24 characters (RFC 6455 4.2.1).",
                "'Sec-WebSocket-Key' 必须正好是 16 个字节的 base64，即 24 个字符（RFC 6455 4.2.1）。"
            )
        case .versionMissing:
            Wording(
                "The field 'Sec-WebSocket-Version: 13' is missing (RFC 6455 4.2.1).",
                "缺少字段 'Sec-WebSocket-Version: 13'（RFC 6455 4.2.1）。"
            )
        case .versionNotSupported(let version):
            Wording(
                "'Sec-WebSocket-Version: \(version)' is not spoken here; 13 is (RFC 6455 4.2.2).",
                "此处不支持 'Sec-WebSocket-Version: \(version)'，只支持 13（RFC 6455 4.2.2）。"
            )
        case .extensionsMalformed:
            Wording(
                "'Sec-WebSocket-Extensions' is no list of extensions and their parameters (RFC 6455 9.1).",
                "'Sec-WebSocket-Extensions' 不是扩展及其参数的列表（RFC 6455 9.1）。"
            )
        case .originNotAllowed(let origin), .originNotOwn(let origin):
            Wording(
                "Pages of the origin '\(origin)' may not connect here, only pages of this same address.",
                "来源为 '\(origin)' 的页面不能连接此处，只有同一地址的页面可以。"
            )
        case .originNot(let origin):
            Wording(
                "Only pages of the origin '\(origin)' may connect here.",
                "只有来源为 '\(origin)' 的页面可以连接此处。"
            )
        case .subprotocolMissing(let known):
            Wording(
                "'Sec-WebSocket-Protocol' must offer a subprotocol that is spoken here: \(known.quoted(joinedBy: " or ")).",
                "'Sec-WebSocket-Protocol' 必须提供此处支持的子协议：\(known.quoted(joinedBy: " 或 "))。"
            )
        }
    }
}

extension [String] {
    fileprivate func quoted(joinedBy separator: String) -> String {
        map { "'\($0)'" }.joined(separator: separator)
    }
}
