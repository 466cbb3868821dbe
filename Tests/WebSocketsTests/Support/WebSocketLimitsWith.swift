import WebSockets

extension WebSocketLimits {
    /// The usual limits, changed as a test likes.
    static func with(_ change: (inout WebSocketLimits) -> Void) -> WebSocketLimits {
        var limits = WebSocketLimits()
        change(&limits)
        return limits
    }
}
