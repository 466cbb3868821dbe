import NIOCore
import TestSupport
import WebSockets

/// Messages in random fragments, with control frames between them: as frames, and as what they mean.
struct RandomConversation {
    private(set) var frames: [ClientFrame] = []
    private(set) var events: [MessageReceiver.Event] = []

    /// `sizes` are the lengths in bytes that messages may have; a text may be up to three bytes longer.
    init(messages: Int, sizes: [Int] = [0, 1, 125, 126, 127, 5000], using random: inout SeededGenerator) {
        for _ in 0..<messages { addMessage(of: sizes.randomElement(using: &random) ?? 0, using: &random) }
    }

    mutating func addClose(using random: inout SeededGenerator) {
        let code = CloseCode(rawValue: .random(in: 3000...4999, using: &random))
        let reason = Self.text(of: .random(in: 0...120, using: &random), using: &random)
        let isEmpty = Bool.random(using: &random)
        frames.append(isEmpty ? ClientFrame(.close) : .close(code.rawValue, reason))
        events.append(.close(isEmpty ? .empty : CloseFrame(code, reason)))
    }

    private mutating func addMessage(of size: Int, using random: inout SeededGenerator) {
        let message = Self.message(of: size, using: &random)
        var rest = Array(message.payload.readableBytesView)[...]
        var opcode: Opcode = message.kind == .text ? .text : .binary
        let last = Int.random(in: 0...4, using: &random)
        for index in 0...last {
            let isFinal = index == last
            let payload = rest.prefix(isFinal ? rest.count : Int.random(in: 0...rest.count, using: &random))
            rest = rest.dropFirst(payload.count)
            let key = random.bytes(4)
            frames.append(ClientFrame(opcode, Array(payload), isFinal: isFinal).with { $0.key = key })
            opcode = .continuation
            if !isFinal, Bool.random(using: &random) { addControlFrame(using: &random) }
        }
        events.append(.message(message))
    }

    private mutating func addControlFrame(using random: inout SeededGenerator) {
        let payload = random.bytes(Int.random(in: 0...125, using: &random))
        let isPing = Bool.random(using: &random)
        frames.append(ClientFrame(isPing ? .ping : .pong, payload))
        events.append(isPing ? .ping(ByteBuffer(bytes: payload)) : .pong(ByteBuffer(bytes: payload)))
    }

    private static func message(of size: Int, using random: inout SeededGenerator) -> Message {
        Bool.random(using: &random) ? .text(text(of: size, using: &random)) : .binary(random.bytes(size))
    }

    private static func text(of size: Int, using random: inout SeededGenerator) -> String {
        let alphabet: [Character] = Bool.random(using: &random) ? ["a"] : ["a", "ä", "你", "😀"]
        var text = ""
        while text.utf8.count < size { text.append(alphabet.randomElement(using: &random) ?? "a") }
        return text
    }
}
