import NIOCore
import TestSupport
import WebSockets

/// Messages that are deflated in parts, as the steps cut them, and inflated again are what they were.
enum CompressionTarget {
    static func check(_ input: FuzzInput) throws {
        guard let agreed = try input.handshake().compression,
            let deflater = Deflater(
                windowBits: agreed.clientMaxWindowBits,
                memoryLevel: agreed.memoryLevel,
                level: 1 + Int(input.options) % 9
            )
        else { return }
        var frames: [UInt8] = []
        var messages: [Message] = []
        for message in parts(of: input) {
            frames += compressed(message, by: deflater)
            messages.append(.binary(message.joined()))
            if !agreed.clientContextTakeover { deflater.reset() }
        }
        let reception = try Reception(of: [frames[...]], limits: WebSocketLimits(), agreed: agreed)
        try expect(reception.violation == nil, "\(String(describing: reception.violation)) for our own compression")
        try expect(reception.events == messages.map(MessageReceiver.Event.message), "a message has changed")
    }

    /// Messages, each in one part or more. The high bit of a step ends a message.
    private static func parts(of input: FuzzInput) -> [[ArraySlice<UInt8>]] {
        var messages: [[ArraySlice<UInt8>]] = [[]]
        var rest = input.stream[...]
        for step in input.steps {
            let part = rest.prefix(Int(step & 0x7F) * 8)
            rest = rest.dropFirst(part.count)
            messages[messages.count - 1].append(part)
            if step & 0x80 != 0 { messages.append([]) }
        }
        messages[messages.count - 1].append(rest)
        return messages
    }

    private static func compressed(_ parts: [ArraySlice<UInt8>], by deflater: Deflater) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            let isFinal = index == parts.count - 1
            var payload = ByteBuffer()
            deflater.compress(ByteBuffer(bytes: part), to: &payload, endsMessage: isFinal)
            var frame = TestFrame(opcode: TestFrame.continuation, fin: isFinal, masked: true)
            if index == 0 { (frame.opcode, frame.rsv) = (TestFrame.binary, 4) }
            frame.payload = Array(payload.readableBytesView)
            bytes += frame.encoded(key: [1, 2, 3, 4])
        }
        return bytes
    }
}
