import NIOCore

/// Messages as applications send them, the same ones each time.
enum SampleMessages: String, CaseIterable {
    case chat
    case telemetry
    case prose
    case random

    private static let names = ["Ada", "Grace", "Linus", "小明", "小红", "Alan", "Barbara", "Tim"]
    private static let words = [
        "the", "server", "sends", "a", "frame", "when", "page", "asks", "for", "it", "and", "nobody", "has", "to",
        "wait",
        "because", "connection", "stays", "open", "浏览器", "服务器", "连接", "消息", "压缩",
    ]

    func make(_ count: Int) -> [ByteBuffer] {
        var numbers = Numbers()
        return (0..<count).map { index in
            switch self {
            case .chat:
                ByteBuffer(
                    string:
                        #"{"type":"message","seq":\#(1000 + index),"time":\#(1_700_000_000_000 + index * 731),"name":"\#(numbers.pick(Self.names))","text":"\#(Self.sentence(&numbers, 3 + numbers.next(12)))"}"#
                )
            case .telemetry:
                ByteBuffer(
                    string:
                        #"{"sensor":"room-\#(1 + numbers.next(4))","tick":\#(index),"temperature":\#(20 + numbers.next(30) / 10).\#(numbers.next(10)),"humidity":\#(40 + numbers.next(20)),"pressure":\#(990 + numbers.next(30)),"ok":true}"#
                )
            case .prose:
                ByteBuffer(string: (0..<6).map { _ in Self.sentence(&numbers, 12) }.joined(separator: ". "))
            case .random:
                ByteBuffer(bytes: (0..<300).map { _ in UInt8(truncatingIfNeeded: numbers.next(256)) })
            }
        }
    }

    private static func sentence(_ numbers: inout Numbers, _ count: Int) -> String {
        (0..<count).map { _ in numbers.pick(words) }.joined(separator: " ")
    }

    /// A sequence that looks random and is always the same (splitmix64).
    private struct Numbers {
        private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

        mutating func next(_ bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, bound)))
        }

        mutating func pick(_ words: [String]) -> String {
            words[next(words.count)]
        }
    }
}
