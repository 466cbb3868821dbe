import NIOCore
import Synchronization

/// An endpoint written as one `async` function: a task for each connection, which is closed when the function returns
/// (1000) or throws (1011), and cancelled when the connection ends.
package final class AsyncEndpoint: WebSocketEndpoint {
    package let terms: HandshakeTerms

    private typealias Source = AsyncWebSocket.Messages.Source
    private typealias Strategy = NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark

    private let body: @Sendable (AsyncWebSocket) async throws -> Void
    private let running = Mutex<[UInt64: (source: Source, task: Task<Void, Never>)]>([:])

    package init(terms: HandshakeTerms, _ body: @escaping @Sendable (AsyncWebSocket) async throws -> Void) {
        self.terms = terms
        self.body = body
    }

    package func opened(_ connection: WebSocketConnection) {
        let producer = AsyncWebSocket.Messages.makeSequence(
            elementType: Message.self,
            backPressureStrategy: Strategy(lowWatermark: 2, highWatermark: 16),
            finishOnDeinit: false,
            delegate: AsyncWebSocket.Demand(connection: connection)
        )
        let webSocket = AsyncWebSocket(connection: connection, messages: producer.sequence)
        let task = Task { [body] in
            do {
                try await body(webSocket)
                webSocket.close(.normal, "")
            } catch {
                webSocket.close(.internalError, "the endpoint failed")
            }
        }
        running.withLock { $0[connection.id] = (producer.source, task) }
    }

    package func received(_ message: Message, from connection: WebSocketConnection) {
        guard let source = running.withLock({ $0[connection.id]?.source }) else { return }
        if case .stopProducing = source.yield(message) { connection.pauseReading() }
    }

    package func closed(_ connection: WebSocketConnection, _ close: CloseFrame?) {
        guard let (source, task) = running.withLock({ $0.removeValue(forKey: connection.id) }) else { return }
        source.finish()
        task.cancel()
    }
}
