import NIOCore
import TestSupport
import Testing

@testable import WebSockets

/// Random conversations in random chunks: what was said is what is heard.
struct MessageReceiverRandomTests {
    @Test(arguments: 0..<60)
    func anyConversationInAnyChunksIsUnderstood(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let conversation = RandomConversation(messages: .random(in: 1...20, using: &random), using: &random)
        let largest = [1, 7, 100, 5000].randomElement(using: &random) ?? 1
        var receiver = MessageReceiver()
        let events = try receiver.events(of: conversation.frames.bytes) { Int.random(in: 1...largest, using: &random) }
        #expect(events == conversation.events)
    }

    @Test(arguments: 0..<60)
    func noiseIsEitherUnderstoodOrAViolation(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            var bytes = RandomConversation(messages: 1, using: &random).frames.bytes
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
}
