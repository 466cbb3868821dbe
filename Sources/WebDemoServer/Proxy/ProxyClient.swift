import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOPosix

/// What all proxied requests share: which paths they have, and the connections to the other servers.
final class ProxyClient: Sendable {
    let rules: ProxyRules
    let outages: OutageLog
    /// This server's name in `Via`. Another webdemo on the way has another one.
    let hop = "webdemo-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    let timeouts: ProxyTimeouts
    private let client: HTTPClient

    init(_ rules: ProxyRules, timeouts: ProxyTimeouts, group: any EventLoopGroup, log: BackgroundLog) {
        self.rules = rules
        self.timeouts = timeouts
        outages = OutageLog(log)
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: timeouts.connect),
            decompression: .disabled
        )
        configuration.httpVersion = .http1Only
        // Shorter than the 5 s of Node: a connection that the other side is just closing loses the request.
        configuration.connectionPool.idleTimeout = .seconds(4)
        // Each request has a connection of a client behind it, and event streams would use up any smaller number.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1 << 20
        // Whoever waits for the page is to be told at once.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
    }

    /// The delegate is called on `eventLoop`, where the connection is, too.
    func execute(
        _ request: HTTPClient.Request,
        _ delegate: ProxyDelegate,
        on eventLoop: any EventLoop
    ) -> HTTPClient.Task<Void> {
        client.execute(request: request, delegate: delegate, eventLoop: .delegateAndChannel(on: eventLoop))
    }

    /// Whether a request has come round to this server.
    func hasSeen(_ head: RequestHead) -> Bool {
        head.fields.all[.via]?.contains(hop) == true
    }

    /// To be called before it is dropped.
    func stop() async {
        try? await client.shutdown()
    }
}
