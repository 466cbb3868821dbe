package import WebSockets

/// A WebSocket endpoint with its address and what a person should know about it.
package struct Demo: Sendable {
    package let path: String
    package let endpoint: any WebSocketEndpoint
    /// What happens here, in one sentence.
    package let summary: Wording
    /// Whether it is named where the demos are listed in short.
    package let isMain: Bool

    package init(path: String, endpoint: any WebSocketEndpoint, summary: Wording, isMain: Bool = true) {
        self.path = path
        self.endpoint = endpoint
        self.summary = summary
        self.isMain = isMain
    }
}
