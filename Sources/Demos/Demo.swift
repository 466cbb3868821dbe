package import WebSockets

/// A WebSocket endpoint with its address and what a person should know about it.
package struct Demo: Sendable {
    package let path: String
    package let endpoint: any WebSocketEndpoint
    /// What happens here, in one sentence.
    package let summary: Wording

    package init(path: String, endpoint: any WebSocketEndpoint, summary: Wording) {
        self.path = path
        self.endpoint = endpoint
        self.summary = summary
    }
}
