import WebSockets

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the server tells members: one JSON text message each, documented in the README.
struct ChatEvent: Equatable, Encodable {
    struct Member: Equatable, Encodable {
        /// Tells apart two people with one name.
        let id: UInt64
        let name: String
    }

    private(set) var type: String
    /// The number of the latest thing that happened in the room; absent from errors.
    private(set) var seq: UInt64?
    /// Milliseconds since 1970, UTC, by the server's clock.
    private(set) var time: Int64?
    private(set) var id: UInt64?
    private(set) var name: String?
    private(set) var text: String?
    private(set) var code: String?
    private(set) var members: [Member]?
    private(set) var history: [ChatEvent]?

    static func joined(_ member: Member, seq: UInt64, time: Int64) -> ChatEvent {
        ChatEvent(type: "joined", seq: seq, time: time, id: member.id, name: member.name)
    }

    static func left(_ member: Member, seq: UInt64, time: Int64) -> ChatEvent {
        ChatEvent(type: "left", seq: seq, time: time, id: member.id, name: member.name)
    }

    static func message(_ text: String, from member: Member, seq: UInt64, time: Int64) -> ChatEvent {
        ChatEvent(type: "message", seq: seq, time: time, id: member.id, name: member.name, text: text)
    }

    static func welcome(
        _ member: Member,
        seq: UInt64,
        time: Int64,
        members: [Member],
        history: [ChatEvent]
    ) -> ChatEvent {
        ChatEvent(
            type: "welcome",
            seq: seq,
            time: time,
            id: member.id,
            name: member.name,
            members: members,
            history: history
        )
    }

    static func error(_ problem: ChatProblem) -> ChatEvent {
        ChatEvent(type: "error", text: problem.explanation, code: problem.rawValue)
    }

    var encoded: Message { .text(String(decoding: json, as: UTF8.self)) }

    var encodedBytes: Int { json.count }

    /// Encoding cannot fail: there are only strings, whole numbers and lists of them.
    private var json: Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)) ?? Data()
    }
}
