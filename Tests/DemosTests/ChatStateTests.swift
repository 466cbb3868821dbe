import Testing

@testable import Demos

struct ChatStateTests {
    private static let anna = ChatEvent.Member(id: 1, name: "Anna")
    private static let ben = ChatEvent.Member(id: 2, name: "Ben")

    private static func welcome(
        _ member: ChatEvent.Member,
        among members: [ChatEvent.Member],
        seq: UInt64,
        time: Int64 = 0,
        isResumed: Bool = false,
        history: [ChatEvent] = []
    ) -> ChatEvent {
        .welcome(
            member,
            to: ChatEvent.Place(room: "lobby", epoch: "e", members: members, count: members.count),
            seq: seq,
            time: time,
            isResumed: isResumed,
            history: history
        )
    }

    @Test func aConversation() {
        let (anna, ben) = (Self.anna, Self.ben)
        var state = ChatState(name: "lobby", epoch: "e")

        let annaJoins = state.received(.join(name: "Anna"), from: 1, at: 10)
        #expect(
            annaJoins == [
                .reply(Self.welcome(anna, among: [anna], seq: 1, time: 10)), .enterRoom,
                .tellOthers(.joined(anna, seq: 1, time: 10)),
            ]
        )
        let hello = ChatEvent.message("hello?", from: anna, seq: 2, time: 11)
        let annaSpeaks = state.received(.message(text: "hello?"), from: 1, at: 11)
        #expect(annaSpeaks == [.tellAll(hello)])

        let benJoins = state.received(.join(name: "Ben"), from: 2, at: 12)
        #expect(
            benJoins == [
                .reply(Self.welcome(ben, among: [anna, ben], seq: 3, time: 12, history: [hello])), .enterRoom,
                .tellOthers(.joined(ben, seq: 3, time: 12)),
            ]
        )
        let annaLeaves = state.received(.leave, from: 1, at: 13)
        #expect(annaLeaves == [.tellAll(.left(anna, seq: 4, time: 13)), .leaveRoom])
        let annaSpeaksAgain = state.received(.message(text: "?"), from: 1, at: 14)
        #expect(annaSpeaksAgain == [.reply(.error(.notJoined))])

        let benIsCutOff = state.disconnected(2, at: 15)
        #expect(benIsCutOff == [.leaveRoom, .tellOthers(.left(ben, seq: 5, time: 15))])
    }

    @Test func twoMayHaveOneName() {
        var state = ChatState(name: "lobby", epoch: "e")
        _ = state.received(.join(name: "Anna"), from: 1, at: 0)
        let second = state.received(.join(name: "Anna"), from: 2, at: 0)
        let members = [ChatEvent.Member(id: 1, name: "Anna"), ChatEvent.Member(id: 2, name: "Anna")]
        #expect(second.first == .reply(Self.welcome(members[1], among: members, seq: 2)))
        let firstLeaves = state.received(.leave, from: 1, at: 0)
        #expect(firstLeaves.first == .tellAll(.left(members[0], seq: 3, time: 0)))
        let secondSpeaks = state.received(.message(text: "a"), from: 2, at: 0)
        #expect(secondSpeaks == [.tellAll(.message("a", from: members[1], seq: 4, time: 0))])
    }

    @Test func whoHasJoinedCannotJoinAgain() {
        var state = ChatState(name: "lobby", epoch: "e")
        _ = state.received(.join(name: "Anna"), from: 1, at: 0)
        let again = state.received(.join(name: "Berta"), from: 1, at: 0)
        #expect(again == [.reply(.error(.alreadyJoined))])
        let speaks = state.received(.message(text: "a"), from: 1, at: 0)
        #expect(speaks == [.tellAll(.message("a", from: Self.anna, seq: 2, time: 0))])
    }

    @Test func whoHasLeftMayTakeAnotherName() {
        var state = ChatState(name: "lobby", epoch: "e")
        _ = state.received(.join(name: "Anna"), from: 1, at: 0)
        _ = state.received(.leave, from: 1, at: 0)
        let again = state.received(.join(name: "Berta"), from: 1, at: 0)
        let berta = ChatEvent.Member(id: 1, name: "Berta")
        #expect(again.first == .reply(Self.welcome(berta, among: [berta], seq: 3)))
    }

    @Test(arguments: [ChatRequest.leave, .message(text: "a"), .typing])
    func whoHasNotJoinedCannotSpeakOrLeave(_ request: ChatRequest) {
        var state = ChatState(name: "lobby", epoch: "e")
        let answer = state.received(request, from: 1, at: 0)
        #expect(answer == [.reply(.error(.notJoined))])
    }

    @Test func whoNeverJoinedDisconnectsUnnoticed() {
        var state = ChatState(name: "lobby", epoch: "e")
        let never = state.disconnected(1, at: 0)
        #expect(never.isEmpty)
        _ = state.received(.join(name: "Anna"), from: 1, at: 0)
        _ = state.received(.leave, from: 1, at: 0)
        let left = state.disconnected(1, at: 0)
        #expect(left.isEmpty)
    }

    @Test func aMistakeIsNotNumbered() {
        var state = ChatState(name: "lobby", epoch: "e")
        _ = state.received(.leave, from: 1, at: 0)
        _ = state.received(.join(name: "Anna"), from: 1, at: 0)
        _ = state.received(.join(name: "Anna"), from: 1, at: 0)
        let speaks = state.received(.message(text: "a"), from: 1, at: 0)
        #expect(speaks == [.tellAll(.message("a", from: Self.anna, seq: 2, time: 0))])
    }
}
