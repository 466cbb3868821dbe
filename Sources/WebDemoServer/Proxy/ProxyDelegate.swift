import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Hands what comes from the other server to the exchange that waits for it, on its event loop.
final class ProxyDelegate: HTTPClientResponseDelegate {
    typealias Response = Void

    private let exchange: NIOLoopBound<ProxyExchange>
    /// Which of the exchange's attempts this is for.
    private let attempt: Int

    init(_ exchange: NIOLoopBound<ProxyExchange>, attempt: Int) {
        self.exchange = exchange
        self.attempt = attempt
    }

    func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        exchange.value.receivedHead(head)
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        exchange.value.receivedBody(buffer)
    }

    func didFinishRequest(task: HTTPClient.Task<Void>) {
        exchange.value.receivedEnd()
    }

    func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
        exchange.value.failed(error, attempt: attempt)
    }
}
