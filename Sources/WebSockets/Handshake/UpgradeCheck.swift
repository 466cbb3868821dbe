package import HTTPTypes

/// What a request would need to become a WebSocket, line by line, and what it has of that (RFC 6455 §4.2.1).
package struct UpgradeCheck: Equatable, Sendable {
    package struct Line: Equatable, Sendable {
        package enum Verdict: Equatable, Sendable {
            case right
            case missing
            case wrong
        }

        /// As a right request has it.
        package let wanted: String
        /// As this request has it.
        package let found: String?
        package let verdict: Verdict
        package let reason: Wording
    }

    package let lines: [Line]

    package init(_ request: HTTPRequest, isHTTP11: Bool) {
        let fields = request.headerFields
        lines = [
            Line(
                wanted: "GET … HTTP/1.1",
                found: "\(request.method.rawValue) … \(isHTTP11 ? "HTTP/1.1" : "HTTP/1.0")",
                verdict: request.method == .get && isHTTP11 ? .right : .wrong,
                reason: Wording(
                    "A handshake is a GET request of HTTP/1.1 or later (RFC 6455 §4.2.1, 1).",
                    "握手必须是 HTTP/1.1 或更高版本的 GET 请求（RFC 6455 §4.2.1，1）。"
                )
            ),
            Self.line(
                .upgrade,
                "websocket",
                fields,
                isRight: fields.lists("websocket", in: .upgrade),
                Wording(
                    "Says which protocol the connection is to change to (RFC 6455 §4.2.1, 3).",
                    "说明希望改用哪种协议（RFC 6455 §4.2.1，3）。"
                )
            ),
            Self.line(
                .connection,
                "Upgrade",
                fields,
                isRight: fields.lists("upgrade", in: .connection),
                Wording(
                    "Says that Upgrade is meant for this hop (RFC 6455 §4.2.1, 4).",
                    "说明 Upgrade 对这一跳有效（RFC 6455 §4.2.1，4）。"
                )
            ),
            Self.line(
                .secWebSocketKey,
                "dGhlIHNhbXBsZSBub25jZQ==",
                fields,
                isRight: fields[.secWebSocketKey].map(Handshake.isKey) ?? false,
                Wording(
                    "16 random bytes in base64; the answer proves that they were read (RFC 6455 §4.2.1, 5).",
                    "16 个随机字节的 base64；响应会证明服务器读过它（RFC 6455 §4.2.1，5）。"
                )
            ),
            Self.line(
                .secWebSocketVersion,
                "13",
                fields,
                isRight: fields[.secWebSocketVersion] == "13",
                Wording(
                    "The version of the protocol; there is only 13 (RFC 6455 §4.2.1, 6).",
                    "协议版本，只有 13（RFC 6455 §4.2.1，6）。"
                )
            ),
        ]
    }

    private static func line(
        _ name: HTTPField.Name,
        _ value: String,
        _ fields: HTTPFields,
        isRight: Bool,
        _ reason: Wording
    ) -> Line {
        let found = fields[name]
        return Line(
            wanted: "\(name.rawName): \(value)",
            found: found.map { "\(name.rawName): \($0)" },
            verdict: isRight ? .right : found == nil ? .missing : .wrong,
            reason: reason
        )
    }
}
