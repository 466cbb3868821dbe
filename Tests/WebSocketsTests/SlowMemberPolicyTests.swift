import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

/// What a room does about a member that takes nothing for a while, and that the others do not notice.
struct SlowMemberPolicyTests {
    private final class Group {
        let loop = EmbeddedEventLoop()
        let room: Room
        let slow: InMemoryPeer
        let slowConnection: WebSocketConnection
        let quick: InMemoryPeer

        init(_ policy: SlowMemberPolicy) throws {
            room = Room(home: loop, policy: policy)
            let endpoint = RecordingEndpoint()
            let limits = WebSocketLimits.with { $0.maxPendingBytes = 1000 }
            quick = try InMemoryPeer(of: endpoint, limits: limits, loop: loop)
            room.join(try #require(endpoint.connection))
            slow = try InMemoryPeer(of: endpoint, id: 2, limits: limits, loop: loop)
            slowConnection = try #require(endpoint.connection)
            room.join(slowConnection)
        }

        /// As a channel is whose high watermark is the budget, when something larger is on its way.
        func stick(_ count: Int) {
            slow.wire.isStuck = true
            slowConnection.send(.binary([UInt8](repeating: 0, count: count)))
            loop.run()
            slow.setWritable(false)
        }

        func unstick() {
            slow.unstick()
            slow.setWritable(true)
        }

        /// Messages of one turn, of 102 bytes each on the wire.
        func say(_ letters: String...) {
            for letter in letters { room.broadcast(.text(String(repeating: letter, count: 100))) }
            loop.run()
        }

        /// The first letters of what was heard, and what else came.
        func heard(_ peer: InMemoryPeer) throws -> [String] {
            try peer.takeFrames().map { $0.opcode == .text ? String($0.text.prefix(1)) : "\($0.opcode)" }
        }
    }

    @Test func closeTellsItWhy() throws {
        let group = try Group(.close)
        group.stick(600)
        for letter in ["a", "b", "c", "d", "e"] { group.say(letter) }
        group.unstick()
        let frames = try group.slow.takeFrames()
        #expect(frames.map(\.opcode) == [.binary, .text, .text, .text, .close])
        #expect(frames.last == .close(.policyViolation, "too slow: more than 1000 bytes wait"))
        #expect(try group.heard(group.quick) == ["a", "b", "c", "d", "e"])
    }

    @Test func closeComesInsteadOfTheWholeTurn() throws {
        let group = try Group(.close)
        group.stick(600)
        group.say("a", "b", "c", "d", "e")
        group.unstick()
        #expect(try group.heard(group.slow) == ["binary", "close"])
    }

    @Test func dropNewestLeavesMessagesOut() throws {
        let group = try Group(.dropNewest)
        group.stick(600)
        for letter in ["a", "b", "c", "d", "e"] { group.say(letter) }
        group.unstick()
        group.say("f")
        #expect(try group.heard(group.slow) == ["binary", "a", "b", "c", "f"])
        #expect(try group.heard(group.quick) == ["a", "b", "c", "d", "e", "f"])
    }

    @Test func dropNewestSendsOfATurnTheWholeMessagesThatFit() throws {
        let group = try Group(.dropNewest)
        group.stick(600)
        group.say("a", "b", "c", "d", "e")
        group.say("f")
        group.unstick()
        group.say("g")
        #expect(try group.heard(group.slow) == ["binary", "a", "b", "c", "g"])
    }

    @Test(arguments: [SlowMemberPolicy.close, .dropNewest, .keepLatest])
    func anEmptyQueueTakesAnything(_ policy: SlowMemberPolicy) throws {
        let group = try Group(policy)
        group.slow.wire.isStuck = true
        group.room.broadcast(.binary([UInt8](repeating: 0, count: 100_000)))
        group.loop.run()
        group.unstick()
        #expect(try group.heard(group.slow) == ["binary"])
    }

    @Test func keepLatestSendsTheNewestAlone() throws {
        let group = try Group(.keepLatest)
        group.stick(600)
        for letter in ["a", "b", "c"] { group.say(letter) }
        group.say("d", "e")
        #expect(group.slowConnection.pendingBytes == 604)
        group.unstick()
        group.say("f")
        #expect(try group.heard(group.slow) == ["binary", "e", "f"])
        #expect(try group.heard(group.quick) == ["a", "b", "c", "d", "e", "f"])
    }

    /// It asks whether anything waits, not whether that is more than the budget.
    @Test func keepLatestNeedsNoFullQueue() throws {
        let group = try Group(.keepLatest)
        group.slow.wire.isStuck = true
        for letter in ["a", "b", "c"] { group.say(letter) }
        group.slow.unstick()
        #expect(try group.heard(group.slow) == ["a", "c"])
    }

    @Test func keepLatestWaitsForAMessageInParts() throws {
        let group = try Group(.keepLatest)
        group.stick(600)
        group.say("a", "b")
        group.slowConnection.send(fragment: ByteBuffer(string: "1"), of: .text, isFinal: false)
        group.loop.run()
        group.unstick()
        group.slowConnection.send(fragment: ByteBuffer(string: "2"), of: .text, isFinal: true)
        group.loop.run()
        #expect(try group.heard(group.slow) == ["binary", "1", "continuation", "b"])
    }

    @Test func keepLatestForgetsItWithAClose() throws {
        let group = try Group(.keepLatest)
        group.stick(600)
        group.say("a")
        group.slowConnection.close(.normal, "")
        group.unstick()
        #expect(try group.heard(group.slow) == ["binary", "close"])
    }
}
