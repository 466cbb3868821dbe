import Testing

@testable import Demos

/// What who joins late is given to read.
struct ChatHistoryTests {
    private static func history(after texts: [String], name: String = "Anna") -> [ChatEvent] {
        var state = ChatState()
        _ = state.received(.join(name: name), from: 1, at: 0)
        for text in texts { _ = state.received(.message(text: text), from: 1, at: 0) }
        guard case .reply(let welcome) = state.received(.join(name: "Ben"), from: 2, at: 0).first else { return [] }
        return welcome.history ?? []
    }

    @Test(arguments: [(0, 0), (1, 1), (99, 99), (100, 100), (101, 100), (250, 100)])
    func theLastHundredMessagesAreKept(_ said: Int, _ kept: Int) {
        let history = Self.history(after: (0..<said).map { "message \($0)" })
        #expect(history.map(\.text) == (said - kept..<said).map { "message \($0)" })
    }

    @Test(
        arguments: [
            String(repeating: "a", count: 4096), String(repeating: "\u{1}", count: 4096),
            String(repeating: "\"", count: 3000), String(repeating: "你", count: 1365),
        ]
    )
    func theyHaveAtMost256KiBAsJSON(_ text: String) throws {
        let history = Self.history(after: [String](repeating: text, count: 99))
        let bytes = history.map(\.encodedBytes).reduce(0, +)
        let one = try #require(history.first).encodedBytes
        #expect(bytes <= 256 << 10)
        #expect(bytes + one > 256 << 10)
    }

    @Test func shortMessagesPushLongOnesOut() {
        let long = [String](repeating: String(repeating: "\u{1}", count: 4096), count: 20)
        let history = Self.history(after: long + (0..<100).map { "\($0)" })
        #expect(history.map(\.text) == (0..<100).map { "\($0)" })
    }

    @Test func joiningAndLeavingIsNotHistory() {
        var state = ChatState()
        for id in 1...20 as ClosedRange<UInt64> {
            _ = state.received(.join(name: "Anna"), from: id, at: 0)
            _ = state.received(.leave, from: id, at: 0)
        }
        guard case .reply(let welcome) = state.received(.join(name: "Ben"), from: 21, at: 0).first else {
            Issue.record("no welcome")
            return
        }
        #expect(welcome.history == [])
        #expect(welcome.seq == 41)
    }
}
