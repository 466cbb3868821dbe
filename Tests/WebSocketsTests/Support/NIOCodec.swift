import NIOCore
import NIOEmbedded
import NIOWebSocket
import WebSockets

/// NIO's own codec, as an oracle for ours.
enum NIOCodec {
    /// The frames of a stream as far as NIO accepts them.
    struct Decoded {
        var frames: [WebSocketFrame] = []
        var refusal: NIOWebSocketError?
    }

    static func decode(_ bytes: [UInt8], chunk: () -> Int = { .max }) throws -> Decoded {
        let decoder = ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: Int(UInt32.max)))
        let channel = EmbeddedChannel(handler: decoder)
        defer { _ = try? channel.finish() }
        var decoded = Decoded()
        var rest = bytes[...]
        while !rest.isEmpty, decoded.refusal == nil {
            let next = rest.prefix(chunk())
            rest = rest.dropFirst(next.count)
            do {
                try channel.writeInbound(ByteBuffer(bytes: next))
            } catch let error as NIOWebSocketError {
                decoded.refusal = error
            }
        }
        while let frame = try channel.readInbound(as: WebSocketFrame.self) { decoded.frames.append(frame) }
        return decoded
    }

    static func encode(_ frames: [WebSocketFrame]) throws -> [UInt8] {
        let channel = EmbeddedChannel(handler: WebSocketFrameEncoder())
        defer { _ = try? channel.finish() }
        for frame in frames { try channel.writeOutbound(frame) }
        var bytes: [UInt8] = []
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { bytes += buffer.readableBytesView }
        return bytes
    }
}

extension WebSocketFrame {
    init(_ frame: ClientFrame) {
        self.init(
            fin: frame.isFinal,
            rsv1: frame.reservedBits & 4 != 0,
            rsv2: frame.reservedBits & 2 != 0,
            rsv3: frame.reservedBits & 1 != 0,
            opcode: WebSocketOpcode(encodedWebSocketOpcode: frame.rawOpcode) ?? .continuation,
            maskKey: frame.key.flatMap { WebSocketMaskingKey($0) },
            data: ByteBuffer(bytes: frame.payload)
        )
    }

    /// As it is before an encoder masks it.
    var unmasked: WebSocketFrame {
        let bits = reservedBitNumber
        return WebSocketFrame(
            fin: fin,
            rsv1: bits & 4 != 0,
            rsv2: bits & 2 != 0,
            rsv3: bits & 1 != 0,
            opcode: opcode,
            maskKey: maskKey,
            data: unmaskedData
        )
    }

    var rawOpcode: UInt8 { UInt8(webSocketOpcode: opcode) }

    /// RSV1, RSV2 and RSV3 as the bits 4, 2 and 1.
    var reservedBitNumber: UInt8 { reservedBits.rawValue >> 4 }
}
