import NIOCore
import NIOEmbedded
import WebSockets

/// What the bytes of one peer mean.
struct Reception: Equatable {
    var events: [MessageReceiver.Event] = []
    /// Where it ended; nothing is read behind it.
    var violation: ProtocolViolation?

    /// Each piece is a read, handed over as a channel does: with what the last one left over.
    init(of pieces: [ArraySlice<UInt8>], limits: WebSocketLimits, agreed: PerMessageDeflate?) throws {
        let pool = CompressionPool(eventLoop: EmbeddedEventLoop())
        var receiver = MessageReceiver(limits: limits, compression: agreed.map { Compression($0, pool: pool) })
        var input = ByteBuffer()
        for piece in pieces {
            input.writeBytes(piece)
            do {
                while let event = try receiver.next(&input) { events.append(event) }
            } catch {
                violation = error
                return
            }
            try expect(input.readableBytes <= 13, "\(input.readableBytes) bytes left over")
            receiver.releaseMemory()
        }
    }

    var messages: [Message] {
        events.compactMap { if case .message(let message) = $0 { message } else { nil } }
    }

    var pings: [[UInt8]] {
        events.compactMap { if case .ping(let payload) = $0 { Array(payload.readableBytesView) } else { nil } }
    }

    /// The same for a reader that stops at the first close.
    var untilClose: Reception {
        guard let index = events.firstIndex(where: { if case .close = $0 { true } else { false } }) else { return self }
        var copy = self
        copy.events = Array(events[...index])
        copy.violation = nil
        return copy
    }

    /// The same for a reader to whom it is one whether compressed data is broken, too long or no text: what comes at
    /// once is inflated before it is looked at, so any of these may show first.
    var withoutOrder: Reception {
        var copy = self
        switch violation {
        case .notUTF8, .messageTooBig: copy.violation = .compressedDataCorrupt
        default: break
        }
        return copy
    }
}

extension ByteBuffer {
    var isUTF8: Bool { String(validating: readableBytesView, as: UTF8.self) != nil }
}

extension CloseCode {
    /// RFC 6455 §7.4 and the registry, written down a second time.
    var isAllowedByRFC: Bool {
        [1000...1003, 1007...1014, 3000...4999].contains { $0.contains(rawValue) }
    }
}
