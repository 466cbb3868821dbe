import TestSupport

/// Payloads that compress in different ways.
enum SamplePayload {
    /// Words that come again near and far: more than a window apart when it is long enough.
    static func text(_ count: Int, using random: inout SeededGenerator) -> [UInt8] {
        let words = (0..<50).map { _ in random.bytes(Int.random(in: 1...12, using: &random)) }
        var text: [UInt8] = []
        while text.count < count { text += words.randomElement(using: &random) ?? [0] }
        return Array(text.prefix(count))
    }

    static func any(upTo maxBytes: Int, using random: inout SeededGenerator) -> [UInt8] {
        let count = [0, 1, 2, 100, maxBytes].randomElement(using: &random) ?? 0
        return switch Int.random(in: 0...3, using: &random) {
        case 0: [UInt8](repeating: random.bytes(1)[0], count: count)
        case 1: random.bytes(count)
        default: text(count, using: &random)
        }
    }
}
