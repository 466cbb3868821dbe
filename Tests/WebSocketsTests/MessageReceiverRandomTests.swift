import NIOCore
import TestSupport
import Testing

@testable import WebSockets

/// Random conversations in random chunks: what was said is what is heard.
struct MessageReceiverRandomTests {
    @Test(arguments: 0..<60)
    func anyConversationInAnyChunksIsUnderstood(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var frames: [ClientFrame] = []
        var expected: [MessageReceiver.Event] = []
        for _ in 0..<Int.random(in: 1...20, using: &random) {
            Self.addMessage(to: &frames, &expected, using: &random)
        }
        let largest = [1, 7, 100, 5000].randomElement(using: &random) ?? 1
        var receiver = MessageReceiver()
        let events = try receiver.events(of: frames.bytes) { Int.random(in: 1...largest, using: &random) }
        #expect(events == expected)
    }

    @Test(arguments: 0..<60)
    func noiseIsEitherUnderstoodOrAViolation(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            var frames: [ClientFrame] = []
            var expected: [MessageReceiver.Event] = []
            Self.addMessage(to: &frames, &expected, using: &random)
            var bytes = frames.bytes
            for _ in 0..<3 { bytes[Int.random(in: bytes.indices, using: &random)] = random.bytes(1)[0] }
            bytes += random.bytes(50)

            let whole = Result { try MessageReceiver.events(of: bytes) }
            let pieces = Result { try MessageReceiver.events(of: bytes, chunk: 1) }
            switch (whole, pieces) {
            case (.success(let whole), .success(let pieces)): #expect(whole == pieces)
            case (.failure(let whole), .failure(let pieces)):
                #expect(whole as? ProtocolViolation == pieces as? ProtocolViolation)
            default: Issue.record("whole \(whole), in pieces \(pieces), \(bytes)")
            }
        }
    }

    private static func addMessage(
        to frames: inout [ClientFrame],
        _ expected: inout [MessageReceiver.Event],
        using random: inout SeededGenerator
    ) {
        let message = message(using: &random)
        var rest = Array(message.payload.readableBytesView)[...]
        var opcode = message.kind.opcode
        let last = Int.random(in: 0...4, using: &random)
        for index in 0...last {
            let isFinal = index == last
            let payload = rest.prefix(isFinal ? rest.count : Int.random(in: 0...rest.count, using: &random))
            rest = rest.dropFirst(payload.count)
            let key = random.bytes(4)
            frames.append(ClientFrame(opcode, Array(payload), isFinal: isFinal).with { $0.key = key })
            opcode = .continuation
            guard !isFinal, Bool.random(using: &random) else { continue }
            let control = random.bytes(Int.random(in: 0...125, using: &random))
            let isPing = Bool.random(using: &random)
            frames.append(ClientFrame(isPing ? .ping : .pong, control))
            expected.append(isPing ? .ping(ByteBuffer(bytes: control)) : .pong(ByteBuffer(bytes: control)))
        }
        expected.append(.message(message))
    }

    private static func message(using random: inout SeededGenerator) -> Message {
        let size = [0, 1, 125, 126, 127, 5000].randomElement(using: &random) ?? 0
        guard Bool.random(using: &random) else { return .binary(random.bytes(size)) }
        var text = ""
        while text.utf8.count < size {
            text.append(["a", "ä", "你", "😀"].randomElement(using: &random) ?? "a")
        }
        return .text(text)
    }
}
