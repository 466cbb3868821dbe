import NIOEmbedded
import Testing
import WebSockets

@testable import Demos

/// The chat room with connections.
struct ChatTests {
    private let loop = EmbeddedEventLoop()
    private let chat: Chat

    init() {
        chat = Chat(home: loop)
    }

    private func peer(_ id: UInt64) throws -> DemoPeer {
        try DemoPeer(at: chat, id: id, loop: loop)
    }

    /// The events' types with who they are about, which does not depend on the clock.
    private static func summary(_ texts: [String]) -> [String] {
        texts.map { text in
            let type = ["welcome", "joined", "left", "message", "error"].first { text.contains("\"type\":\"\($0)\"") }
            let name = text.split(separator: "\"name\":\"").last?.prefix { $0 != "\"" }
            return "\(type ?? "?") \(text.contains("\"name\"") ? name ?? "" : "")"
        }
    }

    @Test func everyoneHearsWhatIsSaid() throws {
        let (anna, ben) = (try peer(1), try peer(2))
        try anna.send(#"{"type":"join","name":"Anna"}"#)
        try ben.send(#"{"type":"join","name":"Ben"}"#)
        #expect(Self.summary(try anna.takeTexts()) == ["welcome Anna", "joined Ben"])
        #expect(Self.summary(try ben.takeTexts()) == ["welcome Ben"])

        try anna.send(#"{"type":"message","text":"hi"}"#)
        try ben.send(#"{"type":"message","text":"hello"}"#)
        let heard = try anna.takeTexts()
        #expect(heard.count == 2 && heard[0].contains(#""text":"hi""#) && heard[1].contains(#""text":"hello""#))
        #expect(try ben.takeTexts() == heard)
    }

    @Test func whoLeavesIsToldAndHearsNoMore() throws {
        let (anna, ben) = (try peer(1), try peer(2))
        try anna.send(#"{"type":"join","name":"Anna"}"#)
        try ben.send(#"{"type":"join","name":"Ben"}"#)
        _ = (try anna.take(), try ben.take())
        try anna.send(#"{"type":"leave"}"#)
        try ben.send(#"{"type":"message","text":"gone?"}"#)
        #expect(Self.summary(try anna.takeTexts()) == ["left Anna"])
        #expect(Self.summary(try ben.takeTexts()) == ["left Anna", "message Ben"])
    }

    @Test func aConnectionThatEndsLeaves() throws {
        let (anna, ben) = (try peer(1), try peer(2))
        try anna.send(#"{"type":"join","name":"Anna"}"#)
        try ben.send(#"{"type":"join","name":"Ben"}"#)
        _ = try ben.take()
        try anna.disconnect()
        #expect(Self.summary(try ben.takeTexts()) == ["left Anna"])
    }

    @Test func whoHasNotJoinedHearsNothing() throws {
        let (anna, guest) = (try peer(1), try peer(2))
        try anna.send(#"{"type":"join","name":"Anna"}"#)
        try anna.send(#"{"type":"message","text":"hi"}"#)
        #expect(try guest.take().isEmpty)
    }

    @Test func mistakesAreExplainedToWhoMadeThem() throws {
        let (anna, ben) = (try peer(1), try peer(2))
        try ben.send(#"{"type":"join","name":"Ben"}"#)
        _ = try ben.take()
        try anna.send("hello")
        try anna.sendBinary([1])
        try anna.send(#"{"type":"message","text":"hi"}"#)
        #expect(
            try anna.take() == [.invalidJSON, .textOnly, .notJoined].map { ChatEvent.error($0).encoded }
        )
        #expect(try ben.take().isEmpty)
    }

    @Test func onlyPagesOfThisServerMayConnect() {
        #expect(chat.terms == HandshakeTerms(origins: .sameOrigin, subprotocols: ["webdemo.chat.v1"]))
    }
}
