import NIOCore
import WebDemoServer
import WebSockets

extension LimitOptions {
    /// `descriptors` is how many files and sockets the process may have open. Unless told otherwise, WebSockets leave a
    /// quarter of them to plain HTTP and to files.
    func apply(to options: inout ServerOptions, descriptors: Int) {
        apply(to: &options.webSocketLimits)
        options.headLimits.maxHeadBytes = maxHeader.bytes
        options.headLimits.maxTargetBytes = maxTarget.bytes
        options.headLimits.maxFields = maxHeaderFields
        options.timeouts.request = requestTimeout.amount
        options.timeouts.idle = idleTimeout.amount
        let affordable = max(1, descriptors - descriptors / 4)
        options.admissionLimits.maxConnections =
            maxConnections ?? min(options.admissionLimits.maxConnections, affordable)
        options.admissionLimits.maxConnectionsPerAddress = maxConnectionsPerAddress
    }

    private func apply(to limits: inout WebSocketLimits) {
        limits.maxMessageBytes = maxMessage.bytes
        if let maxFrame { limits.maxFrameBytes = maxFrame.bytes }
        limits.maxFragments = maxFragments
        limits.maxPendingBytes = sendBudget.bytes
        limits.drainTimeout = drainTimeout.amount
        limits.pingInterval = pingInterval.amount
        limits.closeTimeout = closeTimeout.amount
    }
}
