import NIOCore
import WebSockets

/// Sends one message of `?bytes=`, 16 MiB if nothing is said, in parts: no more than the send budget is ever in memory.
enum LabHugeMessage {
    static let maxBytes = 64 << 20

    static var endpoint: AsyncEndpoint {
        AsyncEndpoint(terms: HandshakeTerms(origins: .any, compression: nil)) { webSocket in
            let query = Query(webSocket.connection.query)
            try await webSocket.send(bytes: query.number("bytes", in: 0...maxBytes, standard: 16 << 20))
            for await message in webSocket.messages { await webSocket.send(message) }
        }
    }
}

extension AsyncWebSocket {
    /// A binary message of so many times the letter a. Throws when the connection has ended.
    func send(bytes count: Int) async throws {
        let part = ByteBuffer(repeating: UInt8(ascii: "a"), count: min(count, 64 << 10))
        var rest = count
        repeat {
            let payload = part.getSlice(at: part.readerIndex, length: min(rest, part.readableBytes)) ?? part
            rest -= payload.readableBytes
            await send(fragment: payload, of: .binary, isFinal: rest == 0)
            try Task.checkCancellation()
        } while rest > 0
    }
}
