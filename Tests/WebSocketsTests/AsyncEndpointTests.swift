import NIOCore
import Synchronization
import Testing

@testable import WebSockets

/// An endpoint that is one function, and how its connection ends.
struct AsyncEndpointTests {
    private static func endpoint(
        _ body: @escaping @Sendable (AsyncWebSocket) async throws -> Void
    ) -> AsyncEndpoint {
        AsyncEndpoint(terms: HandshakeTerms(origins: .any), body)
    }

    private struct Failure: Error {}

    @Test func messagesComeInAndGoOutInOrder() async throws {
        let endpoint = Self.endpoint { webSocket in
            for await message in webSocket.messages { await webSocket.send(message) }
        }
        let peer = try await LoopPeer(of: endpoint)
        let texts = (0..<50).map { "\($0)" }
        for chunk in [texts.prefix(1), texts[1..<40], texts[40...]] {
            try await peer.send(chunk.map { ClientFrame.text($0) })
        }
        var echoed: [String] = []
        try await eventually {
            echoed += try await peer.takeTexts()
            return echoed.count >= 50
        }
        #expect(echoed == texts)
        try await peer.end()
    }

    @Test func everyConnectionIsARunOfItsOwn() async throws {
        let endpoint = Self.endpoint { webSocket in
            for await _ in webSocket.messages { await webSocket.send(.text("\(webSocket.connection.id)")) }
        }
        let peers = [try await LoopPeer(of: endpoint, id: 1), try await LoopPeer(of: endpoint, id: 2)]
        for (peer, id) in zip(peers, ["1", "2"]) {
            try await peer.send(.text("who am I?"))
            try await eventually { try await peer.takeTexts() == [id] }
            try await peer.end()
        }
    }

    @Test(arguments: [(false, ServerFrame.close(.normal)), (true, .close(.internalError, "the endpoint failed"))])
    func theEndOfTheFunctionClosesTheConnection(_ fails: Bool, _ close: ServerFrame) async throws {
        let endpoint = Self.endpoint { webSocket in
            await webSocket.send(.text("last"))
            if fails { throw Failure() }
        }
        let peer = try await LoopPeer(of: endpoint)
        var frames: [ServerFrame] = []
        try await eventually {
            frames += try await peer.takeWrites().flatMap(\.self)
            return frames.count >= 2
        }
        #expect(frames == [.text("last"), close])
        try await peer.end()
    }

    /// It closes as it likes, and what comes after says nothing more.
    @Test func aFunctionMayCloseForReasonsOfItsOwn() async throws {
        let endpoint = Self.endpoint { webSocket in
            webSocket.close(.policyViolation, "no")
            await webSocket.send(.text("too late"))
        }
        let peer = try await LoopPeer(of: endpoint)
        var frames: [ServerFrame] = []
        try await eventually {
            frames += try await peer.takeWrites().flatMap(\.self)
            return !frames.isEmpty
        }
        #expect(frames == [.close(.policyViolation, "no")])
        try await peer.end()
    }

    @Test func theEndOfTheConnectionEndsTheMessages() async throws {
        let heard = Mutex<[Message?]>([])
        try await withRun { webSocket in
            for await message in webSocket.messages { heard.withLock { $0.append(message) } }
            heard.withLock { $0.append(nil) }
        } body: { peer in
            try await peer.send(.text("a"), .text("b"))
            try await peer.end()
            try await eventually { heard.withLock { $0.last == .some(nil) } }
        }
        #expect(heard.withLock { $0 } == [.text("a"), .text("b"), nil])
    }

    @Test func theEndOfTheConnectionCancelsTheTask() async throws {
        let isCancelled = Atomic(false)
        try await withRun { _ in
            do {
                try await Task.sleep(for: .seconds(3600))
            } catch is CancellationError {
                isCancelled.store(true, ordering: .relaxed)
            }
        } body: { peer in
            try await peer.end()
            try await eventually { isCancelled.load(ordering: .relaxed) }
        }
    }

    private func withRun(
        _ function: @escaping @Sendable (AsyncWebSocket) async throws -> Void,
        body: (LoopPeer) async throws -> Void
    ) async throws {
        try await body(try await LoopPeer(of: Self.endpoint(function)))
    }
}
