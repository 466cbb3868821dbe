import HTTPTypes
import NIOCore
import NIOEmbedded
import WebSockets

/// A browser tab at one of the demos, in memory.
final class DemoPeer {
    private let channel: EmbeddedChannel
    private var input = ByteBuffer()

    init(
        at endpoint: any WebSocketEndpoint,
        id: UInt64 = 1,
        query: String? = nil,
        subprotocols: String? = nil,
        loop: EmbeddedEventLoop
    ) throws {
        let path = query.map { "/?" + $0 } ?? "/"
        var request = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: path)
        request.headerFields = [
            .connection: "Upgrade",
            .secWebSocketKey: "dGhlIHNhbXBsZSBub25jZQ==",
            .secWebSocketVersion: "13",
        ]
        request.headerFields[.secWebSocketProtocol] = subprotocols
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

    /// The close frame that follows what was taken; `nil` when there is none.
    func takeClose() throws -> (code: CloseCode, reason: String)? {
        channel.embeddedEventLoop.run()
        while var bytes = try channel.readOutbound(as: ByteBuffer.self) { input.writeBuffer(&bytes) }
        while let header = FrameHeader.parse(&input), var payload = input.readSlice(length: Int(header.payloadLength)) {
            guard header.rawOpcode == Opcode.close.rawValue, let code = payload.readInteger(as: UInt16.self) else {
                continue
            }
            return (CloseCode(rawValue: code), String(buffer: payload))
        }
        return nil
    }

    func takeTexts() throws -> [String] {
        try take().map { String(buffer: $0.payload) }
    }
}
