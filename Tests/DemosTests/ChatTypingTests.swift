import Testing

@testable import Demos

struct ChatTypingTests {
    private static let anna = ChatEvent.Member(id: 1, name: "Anna")

    /// Rows: the times of requests, and those that the others are told of.
    @Test(
        arguments: [
            ([0], [0]), ([0, 1, 1999], [0]), ([0, 1999, 2000, 3999, 4000], [0, 2000, 4000]),
            // The clock was set back.
            ([5000, 0, 1], [5000, 0]), ([.max, .min], [.max, .min]),
        ] as [([Int64], [Int64])]
    )
    func theOthersAreToldEveryTwoSeconds(_ times: [Int64], _ told: [Int64]) {
        var state = ChatState(name: "lobby", epoch: "e")
        _ = state.received(.join(name: "Anna"), from: 1, at: 0)
        let answers = times.map { state.received(.typing, from: 1, at: $0) }
        #expect(answers == times.map { told.contains($0) ? [.tellOthers(.typing(Self.anna))] : [] })
    }

    @Test func afterAMessageTypingIsNewsAgain() {
        var state = ChatState(name: "lobby", epoch: "e")
        _ = state.received(.join(name: "Anna"), from: 1, at: 0)
        _ = state.received(.typing, from: 1, at: 0)
        _ = state.received(.message(text: "a"), from: 1, at: 1)
        let again = state.received(.typing, from: 1, at: 2)
        #expect(again == [.tellOthers(.typing(Self.anna))])
    }

    @Test func typingIsNotNumbered() {
        var state = ChatState(name: "lobby", epoch: "e")
        _ = state.received(.join(name: "Anna"), from: 1, at: 0)
        _ = state.received(.typing, from: 1, at: 0)
        let speaks = state.received(.message(text: "a"), from: 1, at: 0)
        #expect(speaks == [.tellAll(.message("a", from: Self.anna, seq: 2, time: 0))])
    }

    @Test func aFullRoomIsToldOfTenInASecond() {
        var state = ChatState(name: "lobby", epoch: "e")
        for id in 0..<50 as Range<UInt64> { _ = state.received(.join(name: "a"), from: id, at: 0) }
        let first = (0..<25 as Range<UInt64>).flatMap { state.received(.typing, from: $0, at: 0) }
        #expect(first.count == 10)
        let next = (25..<50 as Range<UInt64>).flatMap { state.received(.typing, from: $0, at: 1000) }
        #expect(next.count == 10)
    }
}
