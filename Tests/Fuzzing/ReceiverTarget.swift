import NIOCore
import WebSockets

/// The frame receiver: the same meaning however the bytes come, and nothing past its limits.
enum ReceiverTarget {
    static func check(_ input: FuzzInput) throws {
        let limits = input.limits
        let agreed = try input.handshake().compression
        let receptions = try input.cuts.map { try Reception(of: $0, limits: limits, agreed: agreed) }
        for event in receptions[0].events { try check(event, limits) }
        let unlimited = try Reception(of: input.cuts[0], limits: WebSocketLimits(), agreed: agreed)
        try expect(unlimited.events.starts(with: receptions[0].events), "a limit changes messages: \(receptions[0])")
        for reception in receptions.dropFirst() {
            let isSame =
                agreed == nil ? reception == receptions[0] : reception.withoutOrder == receptions[0].withoutOrder
            try expect(isSame, "at once: \(receptions[0])\nin pieces: \(reception)")
        }
    }

    private static func check(_ event: MessageReceiver.Event, _ limits: WebSocketLimits) throws {
        switch event {
        case .message(let message):
            try expect(message.payload.readableBytes <= limits.maxMessageBytes, "a message past the limit")
            try expect(message.kind == .binary || message.payload.isUTF8, "a text that is not UTF-8: \(message)")
        case .ping(let payload), .pong(let payload):
            try expect(payload.readableBytes <= 125, "a control frame past 125 bytes")
        case .close(let frame):
            try expect(frame.code?.isAllowedByRFC ?? true, "a close code that is not allowed: \(frame)")
            try expect(frame.reason.utf8.count <= 123, "a close reason past 123 bytes")
        }
    }
}
