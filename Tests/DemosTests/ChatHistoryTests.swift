import Testing

@testable import Demos

/// What who joins late, or comes back, is given to read.
struct ChatHistoryTests {
    private static let anna = ChatEvent.Member(id: 1, name: "Anna")

    private static func event(_ text: String, seq: Int) -> ChatEvent {
        .message(text, from: anna, seq: UInt64(seq), time: 0)
    }

    /// The messages have the numbers 1, 2, …
    private static func history(of texts: [String]) -> ChatHistory {
        var history = ChatHistory()
        for (index, text) in texts.enumerated() {
            history.remember(event(text, seq: index + 1), seq: UInt64(index + 1))
        }
        return history
    }

    @Test(arguments: [(0, 0), (1, 1), (99, 99), (100, 100), (101, 100), (250, 100)])
    func theLastHundredMessagesAreKept(_ said: Int, _ kept: Int) {
        let history = Self.history(of: (0..<said).map { "message \($0)" })
        #expect(
            history.messages(since: 0) == (said - kept..<said).map { Self.event("message \($0)", seq: $0 + 1) }
        )
    }

    @Test(
        arguments: [
            String(repeating: "a", count: 4096), String(repeating: "\u{1}", count: 4096),
            String(repeating: "\"", count: 3000), String(repeating: "你", count: 1365),
        ]
    )
    func theyHaveAtMost256KiBAsJSON(_ text: String) throws {
        let messages = Self.history(of: [String](repeating: text, count: 99)).messages(since: 0)
        let bytes = messages.map(\.encodedBytes).reduce(0, +)
        let one = try #require(messages.first).encodedBytes
        #expect(bytes <= 256 << 10)
        #expect(bytes + one > 256 << 10)
    }

    @Test func shortMessagesPushLongOnesOut() {
        let long = [String](repeating: String(repeating: "\u{1}", count: 4096), count: 20)
        let history = Self.history(of: long + (0..<100).map { "\($0)" })
        #expect(history.messages(since: 0) == (0..<100).map { Self.event("\($0)", seq: $0 + 21) })
    }

    @Test(arguments: [(0, 3, true), (1, 2, true), (3, 0, true), (UInt64.max, 0, true)] as [(UInt64, Int, Bool)])
    func whoComesBackIsGivenWhatCameSince(_ since: UInt64, _ count: Int, _ isComplete: Bool) {
        let history = Self.history(of: ["a", "b", "c"])
        #expect(history.messages(since: since).count == count)
        #expect(history.isComplete(since: since) == isComplete)
    }

    @Test(arguments: [(0, false), (4, false), (5, true), (6, true)] as [(UInt64, Bool)])
    func whatIsForgottenIsMissedByWhoHadNotSeenIt(_ since: UInt64, _ isComplete: Bool) {
        let history = Self.history(of: (0..<105).map { "\($0)" })
        #expect(history.isComplete(since: since) == isComplete)
    }
}
