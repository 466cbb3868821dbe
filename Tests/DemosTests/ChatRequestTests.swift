import NIOCore
import Testing
import WebSockets

@testable import Demos

struct ChatRequestTests {
    @Test(
        arguments: [
            (#"{"type":"join","name":"Anna"}"#, .join(name: "Anna")),
            (#"{"type":"join","name":"小明 👩‍👩‍👧","text":"ignored"}"#, .join(name: "小明 👩‍👩‍👧")),
            (#"{"name":" a ","type":"join"}"#, .join(name: " a ")),
            (#"{"type":"message","text":"Hi\n\"you\""}"#, .message(text: "Hi\n\"you\"")),
            (#"{"type":"message","text":" "}"#, .message(text: " ")),
            (#"{"type":"message","text":"\u4f60\ud83d\ude00"}"#, .message(text: "你😀")),
            (#"{"type":"join","name":"a","key":"k"}"#, .join(name: "a", key: "k")),
            (
                #"{"type":"join","name":"a","epoch":"e","since":18446744073709551615}"#,
                .join(name: "a", since: ChatRequest.Since(epoch: "e", seq: .max))
            ),
            (#"{"type":"join","name":"a","since":1}"#, .join(name: "a")),
            (#"{"type":"join","name":"a","epoch":"e"}"#, .join(name: "a")),
            (#"{"type":"message","text":"a","mid":"m"}"#, .message(text: "a", mid: "m")),
            (#"{"type":"typing"}"#, .typing),
            (#" {"type":"leave","more":[1,{"a":null}]} "#, .leave),
        ] as [(String, ChatRequest)]
    )
    func requestsAreUnderstood(_ json: String, _ request: ChatRequest) throws {
        #expect(try ChatRequest(.text(json)) == request)
    }

    @Test(
        arguments: [
            ("", .invalidJSON), ("{", .invalidJSON), ("null", .invalidJSON), ("[]", .invalidJSON), ("1", .invalidJSON),
            ("\"join\"", .invalidJSON), (#"{"type":1}"#, .invalidJSON), (#"{"type":"join","name":1}"#, .invalidJSON),
            (#"{"type":"message","text":"\ud83d"}"#, .invalidJSON), ("{} {}", .invalidJSON),
            (String(repeating: "[", count: 30_000), .invalidJSON),
            ("{}", .unknownType), (#"{"type":null}"#, .unknownType), (#"{"type":"JOIN","name":"a"}"#, .unknownType),
            (#"{"type":""}"#, .unknownType), (#"{"name":"Anna"}"#, .unknownType),
            (#"{"type":"join"}"#, .badName), (#"{"type":"join","name":null}"#, .badName),
            (#"{"type":"join","name":""}"#, .badName), (#"{"type":"join","name":" \t\n\u00a0\u3000"}"#, .badName),
            (#"{"type":"message"}"#, .badMessage), (#"{"type":"message","text":""}"#, .badMessage),
            (#"{"type":"message","name":"a"}"#, .badMessage),
            (#"{"type":"join","name":"a","key":""}"#, .badID), (#"{"type":"message","text":"a","mid":""}"#, .badID),
            (#"{"type":"join","name":"a","key":1}"#, .invalidJSON),
            (#"{"type":"join","name":"a","epoch":"e","since":-1}"#, .invalidJSON),
            (#"{"type":"join","name":"a","epoch":"e","since":18446744073709551616}"#, .invalidJSON),
            (#"{"type":"join","name":"a","epoch":"e","since":1.5}"#, .invalidJSON),
        ] as [(String, ChatProblem)]
    )
    func whatIsNoRequestIsAProblem(_ json: String, _ problem: ChatProblem) {
        #expect(throws: problem) { try ChatRequest(.text(json)) }
    }

    @Test(arguments: ["a", "ä", "你", "😀"])
    func aNameHasAtMostNinetySixBytes(_ character: String) throws {
        let longest = String(repeating: character, count: 96 / character.utf8.count)
        #expect(longest.utf8.count == 96)
        #expect(try ChatRequest(Self.join(longest)) == .join(name: longest))
        #expect(throws: ChatProblem.badName) { try ChatRequest(Self.join(longest + "a")) }
    }

    @Test(arguments: ["a", "ä", "😀"])
    func aTextHasAtMostFourThousandNinetySixBytes(_ character: String) throws {
        let longest = String(repeating: character, count: 4096 / character.utf8.count)
        #expect(longest.utf8.count == 4096)
        #expect(try ChatRequest(Self.message(longest)) == .message(text: longest))
        #expect(throws: ChatProblem.badMessage) { try ChatRequest(Self.message(longest + "a")) }
    }

    @Test(arguments: ["a", "ä", "😀"])
    func anIDHasAtMostSixtyFourBytes(_ character: String) throws {
        let longest = String(repeating: character, count: 64 / character.utf8.count)
        #expect(longest.utf8.count == 64)
        let join: (String) -> Message = { .text(#"{"type":"join","name":"a","key":"\#($0)"}"#) }
        let message: (String) -> Message = { .text(#"{"type":"message","text":"a","mid":"\#($0)"}"#) }
        #expect(try ChatRequest(join(longest)) == .join(name: "a", key: longest))
        #expect(try ChatRequest(message(longest)) == .message(text: "a", mid: longest))
        #expect(throws: ChatProblem.badID) { try ChatRequest(join(longest + "a")) }
        #expect(throws: ChatProblem.badID) { try ChatRequest(message(longest + "a")) }
    }

    @Test func theLongestTextMayBeEscapedThroughout() throws {
        let json = Message.text(#"{"type":"message","text":""# + String(repeating: #"\u0001"#, count: 4096) + #""}"#)
        #expect(json.payload.readableBytes < ChatRequest.maxBytes)
        #expect(try ChatRequest(json) == .message(text: String(repeating: "\u{1}", count: 4096)))
    }

    @Test func whatIsFarTooLongIsNotParsed() throws {
        let leave = #"{"type":"leave"}"#
        let longest = leave + String(repeating: " ", count: ChatRequest.maxBytes - leave.utf8.count)
        #expect(try ChatRequest(.text(longest)) == .leave)
        #expect(throws: ChatProblem.badMessage) { try ChatRequest(.text(longest + " ")) }
    }

    @Test func aBinaryMessageIsNoRequest() {
        #expect(throws: ChatProblem.textOnly) { try ChatRequest(.binary(Array(#"{"type":"leave"}"#.utf8))) }
    }

    private static func join(_ name: String) -> Message { .text(#"{"type":"join","name":"\#(name)"}"#) }
    private static func message(_ text: String) -> Message { .text(#"{"type":"message","text":"\#(text)"}"#) }
}
