import NIOCore
import WebSockets

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the server tells members: one JSON text message each, documented in the README. It is encoded once, when it
/// happens; what is told again later, in a welcome, is these bytes.
struct ChatEvent: Equatable {
    struct Member: Equatable, Encodable {
        /// Tells apart two people with one name.
        let id: UInt64
        let name: String
    }

    /// What a welcome says about the room.
    struct Place: Equatable {
        let room: String
        /// Names this room until it vanishes or the server ends: what counts its `seq` from 1.
        let epoch: String
        /// The first of those who are here; `count` is how many there are.
        let members: [Member]
        let count: Int
    }

    private let json: ByteBuffer

    static func joined(_ member: Member, seq: UInt64, time: Int64) -> ChatEvent {
        ChatEvent(Body(type: "joined", seq: seq, time: time, id: member.id, name: member.name))
    }

    static func left(_ member: Member, seq: UInt64, time: Int64) -> ChatEvent {
        ChatEvent(Body(type: "left", seq: seq, time: time, id: member.id, name: member.name))
    }

    static func message(
        _ text: String,
        mid: String? = nil,
        from member: Member,
        seq: UInt64,
        time: Int64
    ) -> ChatEvent {
        ChatEvent(
            Body(type: "message", seq: seq, time: time, id: member.id, name: member.name, text: text, mid: mid)
        )
    }

    /// The message of this id was said before; it is not said again.
    static func known(mid: String) -> ChatEvent {
        ChatEvent(Body(type: "known", mid: mid))
    }

    static func typing(_ member: Member) -> ChatEvent {
        ChatEvent(Body(type: "typing", id: member.id, name: member.name))
    }

    /// `isResumed`: `history` is everything that was said since the member was last here.
    static func welcome(
        _ member: Member,
        to place: Place,
        seq: UInt64,
        time: Int64,
        isResumed: Bool,
        history: some Collection<ChatEvent>
    ) -> ChatEvent {
        var body = Body(type: "welcome", seq: seq, time: time, id: member.id, name: member.name)
        body.room = place.room
        body.epoch = place.epoch
        body.members = place.members
        body.count = place.count
        body.resumed = isResumed
        return ChatEvent(body, history: history)
    }

    static func error(_ problem: ChatProblem) -> ChatEvent {
        ChatEvent(Body(type: "error", text: problem.explanation, code: problem.rawValue))
    }

    var encoded: Message { Message(.text, json) }

    var encodedBytes: Int { json.readableBytes }

    private init(_ body: Body) {
        json = ByteBuffer(bytes: body.json)
    }

    /// Puts what is encoded already behind the other members of the object.
    private init(_ body: Body, history: some Collection<ChatEvent>) {
        var json = ByteBuffer(bytes: body.json.dropLast())
        json.writeString(",\"history\":[")
        for (index, event) in history.enumerated() {
            if index > 0 { json.writeString(",") }
            json.writeImmutableBuffer(event.json)
        }
        json.writeString("]}")
        self.json = json
    }

    private struct Body: Encodable {
        var type: String
        /// The number of the latest thing that happened in the room; absent from what is no part of its story.
        var seq: UInt64?
        /// Milliseconds since 1970, UTC, by the server's clock.
        var time: Int64?
        var id: UInt64?
        var name: String?
        var text: String?
        var mid: String?
        var code: String?
        var room: String?
        var epoch: String?
        var members: [Member]?
        var count: Int?
        var resumed: Bool?

        /// Encoding cannot fail: there are only strings, whole numbers and lists of them.
        var json: Data {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return (try? encoder.encode(self)) ?? Data()
        }
    }
}
