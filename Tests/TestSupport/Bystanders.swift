import Foundation

/// WebSockets beside the one that a test misuses: as many as the server has event loops, so that each of those has one.
package struct Bystanders {
    private static let text = "still here"

    private let clients: [WebSocketTestClient]

    /// Connects them to `/echo`.
    package init(port: Int) throws {
        let count = min(ProcessInfo.processInfo.activeProcessorCount, 8)
        clients = try (0..<count).map { _ in try WebSocketTestClient(port: port) }
    }

    /// Whether everyone gets back what it sends.
    package func areServed() throws -> Bool {
        for client in clients {
            try client.sendText(Self.text)
        }
        return try clients.allSatisfy { client in
            var frame = try client.readFrame()
            while frame.opcode == TestFrame.ping {
                frame = try client.readFrame()
            }
            return frame == .text(Self.text)
        }
    }
}
