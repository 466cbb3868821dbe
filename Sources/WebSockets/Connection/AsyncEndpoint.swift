import NIOCore
import Synchronization

/// An endpoint written as one `async` function: a task for each connection, which is closed when the function returns
/// (1000) or throws (1011), and cancelled when the connection ends.
package final class AsyncEndpoint: WebSocketEndpoint {
    package let terms: HandshakeTerms

    private typealias Source = AsyncWebSocket.Messages.Source
    private typealias Strategy = NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark

    private let body: @Sendable (AsyncWebSocket) async throws -> Void
    private let running = Mutex<[UInt64: Run]>([:])

    private struct Run {
        let source: Source
        let demand: AsyncWebSocket.Demand
        let task: Task<Void, Never>
    }

    package init(terms: HandshakeTerms, _ body: @escaping @Sendable (AsyncWebSocket) async throws -> Void) {
        self.terms = terms
        self.body = body
    }

    package func opened(_ connection: WebSocketConnection) {
        let demand = AsyncWebSocket.Demand(connection: connection)
        let producer = AsyncWebSocket.Messages.makeSequence(
            elementType: Message.self,
            backPressureStrategy: Strategy(lowWatermark: 2, highWatermark: 16),
            finishOnDeinit: false,
            delegate: demand
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
        running.withLock { $0[connection.id] = Run(source: producer.source, demand: demand, task: task) }
    }

    package func received(_ message: Message, from connection: WebSocketConnection) {
        guard let run = running.withLock({ $0[connection.id] }) else { return }
        if case .stopProducing = run.source.yield(message) { run.demand.pause() }
    }

    package func closed(_ connection: WebSocketConnection, _ close: CloseFrame?) {
        guard let run = running.withLock({ $0.removeValue(forKey: connection.id) }) else { return }
        run.source.finish()
        run.task.cancel()
    }
}
