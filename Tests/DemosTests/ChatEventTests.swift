import Testing
import WebSockets

@testable import Demos

struct ChatEventTests {
    private static let anna = ChatEvent.Member(id: 7, name: "Anna")

    @Test(
        arguments: [
            (.joined(anna, seq: 1, time: 2), #"{"id":7,"name":"Anna","seq":1,"time":2,"type":"joined"}"#),
            (.left(anna, seq: 3, time: 4), #"{"id":7,"name":"Anna","seq":3,"time":4,"type":"left"}"#),
            (
                .message("a/b", from: anna, seq: 5, time: 6),
                #"{"id":7,"name":"Anna","seq":5,"text":"a/b","time":6,"type":"message"}"#
            ),
            (
                .welcome(anna, seq: 1, time: 2, members: [anna], history: []),
                #"{"history":[],"id":7,"members":[{"id":7,"name":"Anna"}],"name":"Anna","seq":1,"time":2,"#
                    + #""type":"welcome"}"#
            ),
            (
                .welcome(anna, seq: 2, time: 9, members: [], history: [.message("hi", from: anna, seq: 1, time: 8)]),
                #"{"history":[{"id":7,"name":"Anna","seq":1,"text":"hi","time":8,"type":"message"}],"#
                    + #""id":7,"members":[],"name":"Anna","seq":2,"time":9,"type":"welcome"}"#
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
            (.badName, "bad-name"), (.badMessage, "bad-message"), (.notJoined, "not-joined"),
            (.alreadyJoined, "already-joined"),
        ] as [(ChatProblem, String)]
    )
    func aProblemHasACodeAndAnExplanation(_ problem: ChatProblem, _ code: String) {
        let event = ChatEvent.error(problem)
        #expect(event.type == "error" && event.code == code && event.text == problem.explanation)
        #expect(event.seq == nil && event.time == nil)
        #expect(event.text?.isEmpty == false)
    }
}
