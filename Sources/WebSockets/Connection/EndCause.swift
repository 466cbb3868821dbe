/// Why a WebSocket ended, by what was first.
package enum EndCause: Equatable, Sendable {
    /// The peer's close frame.
    case peer
    /// The endpoint's, or the server's, which stops.
    case endpoint
    /// The endpoint ended TCP without a close.
    case drop
    /// The peer broke the protocol.
    case violation
    /// Nothing came from the peer for two ping intervals.
    case silence
    /// The peer took too little of what it was sent.
    case slowness
    /// TCP ended, and nobody had said that it would.
    case loss
}
