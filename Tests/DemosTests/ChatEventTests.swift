import NIOCore
import TestSupport
import Testing
import WebSockets

@testable import Demos

struct ChatEventTests {
    private static let anna = ChatEvent.Member(id: 7, name: "Anna")

    private static func place(_ members: [ChatEvent.Member], count: Int) -> ChatEvent.Place {
        ChatEvent.Place(room: "r", epoch: "e", members: members, count: count)
    }

    @Test(
        arguments: [
            (.joined(anna, seq: 1, time: 2), #"{"id":7,"name":"Anna","seq":1,"time":2,"type":"joined"}"#),
            (.left(anna, seq: 3, time: 4), #"{"id":7,"name":"Anna","seq":3,"time":4,"type":"left"}"#),
            (
                .message("a/b", from: anna, seq: 5, time: 6),
                #"{"id":7,"name":"Anna","seq":5,"text":"a/b","time":6,"type":"message"}"#
            ),
            (
                .message("a", mid: "m", from: anna, seq: 5, time: 6),
                #"{"id":7,"mid":"m","name":"Anna","seq":5,"text":"a","time":6,"type":"message"}"#
            ),
            (.known(mid: "m"), #"{"mid":"m","type":"known"}"#),
            (.typing(anna), #"{"id":7,"name":"Anna","type":"typing"}"#),
            (
                .welcome(anna, to: place([anna], count: 1), seq: 1, time: 2, isResumed: true, history: []),
                #"{"count":1,"epoch":"e","id":7,"members":[{"id":7,"name":"Anna"}],"name":"Anna","resumed":true,"#
                    + #""room":"r","seq":1,"time":2,"type":"welcome","history":[]}"#
            ),
            (
                .welcome(
                    anna,
                    to: place([], count: 500),
                    seq: 2,
                    time: 9,
                    isResumed: false,
                    history: [.message("hi", from: anna, seq: 1, time: 8), .message("", from: anna, seq: 2, time: 8)]
                ),
                #"{"count":500,"epoch":"e","id":7,"members":[],"name":"Anna","resumed":false,"room":"r","seq":2,"#
                    + #""time":9,"type":"welcome","history":["#
                    + #"{"id":7,"name":"Anna","seq":1,"text":"hi","time":8,"type":"message"},"#
                    + #"{"id":7,"name":"Anna","seq":2,"text":"","time":8,"type":"message"}]}"#
            ),
            (.error(.notJoined), #"{"code":"not-joined","text":"Join with a name first.","type":"error"}"#),
        ] as [(ChatEvent, String)]
    )
    func eventsAreJSON(_ event: ChatEvent, _ json: String) {
        #expect(event.encoded == .text(json))
        #expect(event.encodedBytes == json.utf8.count)
    }

    @Test func whatTextNeedsToBeJSONIsEscaped() {
        let event = ChatEvent.message("\"\\\n\u{1}\u{0}</script>你😀", from: Self.anna, seq: .max, time: .min)
        #expect(
            event.encoded
                == .text(
                    #"{"id":7,"name":"Anna","seq":18446744073709551615,"#
                        + #""text":"\"\\\n\u0001\u0000</script>你😀","time":-9223372036854775808,"type":"message"}"#
                )
        )
    }

    @Test(
        arguments: [
            (.invalidJSON, "invalid-json"), (.unknownType, "unknown-type"), (.textOnly, "text-only"),
            (.badName, "bad-name"), (.badMessage, "bad-message"), (.badID, "bad-id"), (.notJoined, "not-joined"),
            (.alreadyJoined, "already-joined"),
        ] as [(ChatProblem, String)]
    )
    func aProblemHasACodeAndAnExplanation(_ problem: ChatProblem, _ code: String) throws {
        let event = try JSONValue(parsing: String(buffer: ChatEvent.error(problem).encoded.payload))
        #expect(event["type"]?.string == "error" && event["code"]?.string == code)
        #expect(event["seq"] == nil && event["time"] == nil)
        #expect(event["text"]?.string == problem.explanation && !problem.explanation.isEmpty)
    }
}
