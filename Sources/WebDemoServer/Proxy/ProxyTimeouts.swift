package import NIOCore

/// How long another server may take for what.
package struct ProxyTimeouts: Sendable {
    package var connect = TimeAmount.seconds(5)
    /// Without a byte either way, except for event streams.
    package var idle = TimeAmount.seconds(60)
    /// The same when the client has ended its side, which may mean that it is gone.
    package var idleWithoutClient = TimeAmount.seconds(5)

    package init() {}
}
