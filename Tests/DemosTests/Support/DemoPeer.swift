import HTTPTypes
import NIOCore
import NIOEmbedded
import WebSockets

/// A browser tab at one of the demos, in memory.
final class DemoPeer {
    private let channel: EmbeddedChannel
    private var input = ByteBuffer()

    init(at endpoint: any WebSocketEndpoint, id: UInt64 = 1, loop: EmbeddedEventLoop) throws {
        var request = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/")
        request.headerFields = [
            .connection: "Upgrade",
            .secWebSocketKey: "dGhlIHNhbXBsZSBub25jZQ==",
            .secWebSocketVersion: "13",
        ]
        let handler = WebSocketHandler(
            id: id,
            endpoint: endpoint,
            handshake: try Handshake(request, terms: endpoint.terms),
            limits: WebSocketLimits(),
            pool: CompressionPool(eventLoop: loop)
        )
        channel = EmbeddedChannel(loop: loop)
        try channel.pipeline.syncOperations.addHandler(handler)
    }

    deinit {
        _ = try? channel.finish(acceptAlreadyClosed: true)
    }

    func send(_ text: String) throws {
        try send(0x81, Array(text.utf8))
    }

    func sendBinary(_ bytes: [UInt8]) throws {
        try send(0x82, bytes)
    }

    /// One frame of at most 125 bytes; a key of zeros leaves the payload as it is.
    private func send(_ first: UInt8, _ payload: [UInt8]) throws {
        try channel.writeInbound(ByteBuffer(bytes: [first, 0x80 | UInt8(payload.count), 0, 0, 0, 0] + payload))
    }

    func disconnect() throws {
        try channel.close().wait()
    }

    /// The messages that came since the last call.
    func take() throws -> [Message] {
        channel.embeddedEventLoop.run()
        while var bytes = try channel.readOutbound(as: ByteBuffer.self) { input.writeBuffer(&bytes) }
        var messages: [Message] = []
        while let header = FrameHeader.parse(&input), let payload = input.readSlice(length: Int(header.payloadLength)) {
            messages.append(Message(header.rawOpcode == Opcode.text.rawValue ? .text : .binary, payload))
        }
        return messages
    }

    func takeTexts() throws -> [String] {
        try take().map { String(buffer: $0.payload) }
    }
}
