import HTTPTypes

extension HTTPRequest {
    /// RFC 6455 §1.2's request, changed as a test likes.
    static func webSocket(
        authority: String? = "server.example.com",
        _ change: (inout HTTPRequest) -> Void = { _ in }
    ) -> HTTPRequest {
        var request = HTTPRequest(method: .get, scheme: "http", authority: authority, path: "/chat")
        request.headerFields = [
            .upgrade: "websocket",
            .connection: "Upgrade",
            .secWebSocketKey: "dGhlIHNhbXBsZSBub25jZQ==",
            .secWebSocketVersion: "13",
        ]
        change(&request)
        return request
    }
}
