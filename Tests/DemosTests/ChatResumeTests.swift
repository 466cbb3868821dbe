import NIOCore
import TestSupport
import Testing
import WebSockets

@testable import Demos

/// Coming back after the connection broke: nothing is lost, nothing said twice.
final class ChatResumeTests {
    private var state = ChatState(name: "lobby", epoch: "e")

    private func join(
        _ id: UInt64,
        _ name: String = "Anna",
        key: String? = nil,
        since: ChatRequest.Since? = nil
    ) throws -> (actions: [ChatState.Action], welcome: JSONValue) {
        let actions = state.received(.join(name: name, key: key, since: since), from: id, at: 0)
        let welcome = actions.lazy.compactMap { if case .reply(let event) = $0 { event } else { nil } }.first
        return (actions, try JSONValue(parsing: String(buffer: #require(welcome).encoded.payload)))
    }

    private func say(_ text: String, mid: String? = nil, from id: UInt64 = 1) -> [ChatState.Action] {
        state.received(.message(text: text, mid: mid), from: id, at: 0)
    }

    private static func texts(_ welcome: JSONValue) -> [String] {
        welcome["history"]?.array?.compactMap { $0["text"]?.string } ?? []
    }

    @Test func whoComesBackIsToldWhatWasSaidSince() throws {
        _ = try join(1)
        _ = (say("a"), say("b"), say("c"))
        let back = try join(2, since: ChatRequest.Since(epoch: "e", seq: 3)).welcome
        #expect(Self.texts(back) == ["c"])
        #expect(back["resumed"] == true)
        let late = try join(3).welcome
        #expect(Self.texts(late) == ["a", "b", "c"])
        #expect(late["resumed"] == false)
    }

    @Test func numbersOfAnotherRoomOrServerMeanNothing() throws {
        _ = try join(1)
        _ = (say("a"), say("b"))
        let back = try join(2, since: ChatRequest.Since(epoch: "other", seq: 2)).welcome
        #expect(Self.texts(back) == ["a", "b"])
        #expect(back["resumed"] == false)
    }

    @Test func whoWasAwayTooLongIsToldSo() throws {
        _ = try join(1)
        for number in 0..<105 { _ = say("\(number)") }
        // The messages 2…106; 2…6 are forgotten.
        let atEdge = try join(2, since: ChatRequest.Since(epoch: "e", seq: 6)).welcome
        #expect(atEdge["resumed"] == true && Self.texts(atEdge).count == 100)
        let tooLate = try join(3, since: ChatRequest.Since(epoch: "e", seq: 5)).welcome
        #expect(tooLate["resumed"] == false && Self.texts(tooLate).count == 100)
    }

    @Test func aMessageThatIsSentAgainIsSaidOnce() throws {
        let anna = ChatEvent.Member(id: 1, name: "Anna")
        _ = try join(1)
        #expect(say("a", mid: "m1") == [.tellAll(.message("a", mid: "m1", from: anna, seq: 2, time: 0))])
        #expect(say("a", mid: "m1") == [.reply(.known(mid: "m1"))])
        _ = try join(2, "Anna")
        #expect(say("a", mid: "m1", from: 2) == [.reply(.known(mid: "m1"))])
        #expect(say("a") == [.tellAll(.message("a", from: anna, seq: 4, time: 0))])
        #expect(say("a") == [.tellAll(.message("a", from: anna, seq: 5, time: 0))])
    }

    @Test func aRefusedMessageMayBeSaidLater() throws {
        #expect(say("a", mid: "m") == [.reply(.error(.notJoined))])
        _ = try join(1)
        #expect(say("a", mid: "m").count == 1 && say("a", mid: "m") == [.reply(.known(mid: "m"))])
    }

    @Test func whoComesBackTakesItsOwnPlace() throws {
        let anna = ChatEvent.Member(id: 1, name: "Anna")
        _ = try join(1, key: "k")
        _ = try join(2, "Ben", key: "other")
        let back = try join(3, key: "k")
        #expect(back.actions.prefix(2) == [.replace(1), .tellOthers(.left(anna, seq: 3, time: 0))])
        #expect(back.actions.dropFirst(3).first == .enterRoom)
        #expect(back.welcome["members"]?.array?.compactMap { $0["id"]?.number } == [2, 3])
        let oldEnds = state.disconnected(1, at: 0)
        #expect(oldEnds.isEmpty)
        #expect(say("a", from: 1) == [.reply(.error(.notJoined))])
    }

    @Test func whoHasNoKeyReplacesNobody() throws {
        _ = try join(1)
        let second = try join(2)
        #expect(second.welcome["count"] == 2)
        #expect(!second.actions.contains(.replace(1)))
    }

    @Test func theKeyIsToldToNobody() throws {
        let (actions, _) = try join(1, key: "secret-key")
        for case .reply(let event) in actions { #expect(!String(buffer: event.encoded.payload).contains("secret-key")) }
        for case .tellOthers(let event) in actions {
            #expect(!String(buffer: event.encoded.payload).contains("secret-key"))
        }
    }

    @Test func aWelcomeNamesTheFirstTwoHundred() throws {
        for id in 1...250 as ClosedRange<UInt64> { _ = try join(id) }
        _ = state.received(.leave, from: 1, at: 0)
        let welcome = try join(300).welcome
        #expect(welcome["count"] == 250)
        #expect(welcome["members"]?.array?.compactMap { $0["id"]?.number } == (2...201).map(Double.init))
    }

    @Test func theIDsOfTheLastThousandMessagesAreKnown() {
        var ids = ChatMessageIDs()
        let areNew = (0..<1001).map { ids.insert("\($0)") }
        #expect(areNew.allSatisfy { $0 })
        let areKnown = ["1", "1000", "0"].map { !ids.insert($0) }
        #expect(areKnown == [true, true, false])
    }
}
