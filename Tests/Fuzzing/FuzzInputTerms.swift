import HTTPTypes
import WebSockets

/// What an input's options say about a WebSocket.
extension FuzzInput {
    /// Small limits are reached by small inputs.
    var limits: WebSocketLimits {
        var limits = WebSocketLimits()
        limits.maxMessageBytes = [limits.maxMessageBytes, 1000, 16, 0][Int(options & 3)]
        if options & 4 != 0 { limits.maxFragments = 3 }
        if options & 8 != 0 { (limits.maxPendingBytes, limits.maxFrameBytes) = (40, 200) }
        return limits
    }

    /// What both sides agree on by the two highest bits: nothing, compression of each message for itself, with what came
    /// before, and that with small windows.
    func handshake() throws -> Handshake {
        let choice = options >> 6
        var compression = CompressionOptions()
        compression.minimumBytes = 0
        compression.serverContextTakeover = choice > 1
        compression.clientContextTakeover = choice > 1
        if choice > 2 { (compression.windowBits, compression.memoryLevel) = (9, 1) }
        var terms = HandshakeTerms(origins: .any)
        terms.compression = choice > 0 ? compression : nil
        var request = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/?a")
        request.headerFields = [
            .connection: "Upgrade",
            .secWebSocketKey: "dGhlIHNhbXBsZSBub25jZQ==",
            .secWebSocketVersion: "13",
            .secWebSocketExtensions: "permessage-deflate; client_max_window_bits",
        ]
        return try Handshake(request, terms: terms)
    }
}
