import TestSupport
import Testing
import WebDemoServer

/// Coming back to the chat over real connections that are killed.
struct LiveChatReturnTests {
    @Test func hundredMessagesOverConnectionsThatBreakAreHeardOnce() async throws {
        try await withLiveSite { site in
            let witness = try Returning(site.port, "Witness")
            let anna = try Returning(site.port, "Anna")
            var random = SeededGenerator(seed: 5)
            for number in 0..<100 {
                try anna.say("\(number)")
                switch Int.random(in: 0..<4, using: &random) {
                // Gone before the answer, perhaps before the message.
                case 0: try anna.comeBack(after: { try $0.reset() })
                // The old connection stays open, as it does when a network just ends.
                case 1: try anna.comeBack(after: { _ in })
                case 2: try anna.hearUntilAllArrived()
                default: break
                }
            }
            try anna.hearUntilAllArrived()
            try witness.hear(until: "99")
            #expect(witness.memory.heard == (0..<100).map { "\($0)" })
            #expect(anna.memory.heard == (0..<100).map { "\($0)" })
        }
    }

    @Test func aServerThatStartsAnewOnThePortIsAnotherEpoch() async throws {
        try await withLiveSite { site in
            let (anna, bo) = (try Returning(site.port, "Anna"), try Returning(site.port, "Bo"))
            try anna.say("before")
            try anna.hearUntilAllArrived()
            try bo.hear(until: "before")
            try anna.say("unheard")
            try anna.hearUntilAllArrived()
            // Bo is told on a connection of which it reads nothing more.
            let (annaKnows, boKnows) = (anna.memory, bo.memory)
            try await site.stopping.stop()
            let port = site.port
            try await withLiveSite({ $0.ports = [port] }) { _ in
                let (anna, bo) = (try Returning(port, annaKnows), try Returning(port, boKnows))
                try bo.hear(until: "unheard")
                #expect(anna.memory.epoch != annaKnows.epoch && anna.memory.epoch == bo.memory.epoch)
                try anna.say("after")
                try anna.hearUntilAllArrived()
                try bo.hear(until: "after")
                for one in [anna, bo] { #expect(one.memory.heard == ["before", "unheard", "after"]) }
            }
        }
    }
}
