import NIOCore
import Testing
import WebSockets

extension MessageReceiver {
    /// What these bytes mean when they come in chunks of one size, or at once.
    static func events(
        of bytes: [UInt8],
        chunk: Int = .max,
        limits: WebSocketLimits = WebSocketLimits()
    ) throws(ProtocolViolation) -> [Event] {
        var receiver = MessageReceiver(limits: limits)
        return try receiver.events(of: bytes) { chunk }
    }

    /// The same with chunks of changing sizes, each handed over as a channel does: with what the last one left over.
    mutating func events(of bytes: [UInt8], chunk: () -> Int) throws(ProtocolViolation) -> [Event] {
        var events: [Event] = []
        var input = ByteBuffer()
        var rest = bytes[...]
        while !rest.isEmpty {
            let next = rest.prefix(chunk())
            rest = rest.dropFirst(next.count)
            input.writeBytes(next)
            while let event = try self.next(&input) { events.append(event) }
            if input.readableBytes > 13 { Issue.record("\(input.readableBytes) bytes left over") }
            releaseMemory()
        }
        return events
    }
}
