import Foundation
import Testing

@testable import WebDemoServer

struct PageMessageTests {
    @Test func whatAPageSaysIsRead() throws {
        let hello = try #require(
            Self.read(
                #"""
                {"type":"hello","page":"k3f9","url":"/docs/?q=1","title":"T","agent":"A","age":1234.5,
                "since":{"boot":"x","seq":41},"uses":[{"url":"/a.css","age":1200,"version":"ca978112ca1bbdca","new":1}],
                "screen":{"width":390,"height":844,"ratio":2.625,"touch":true},"applied":{"seq":41,"how":"reload"},
                "unknown":{"a":[1]}}
                """#
            )
        )
        #expect(hello.type == .hello && hello.isNamed)
        #expect(hello.url == "/docs/?q=1" && hello.title == "T" && hello.agent == "A" && hello.age == 1234.5)
        #expect(hello.since?.boot == "x" && hello.since?.seq == 41)
        #expect(hello.uses?.map(\.url) == ["/a.css"] && hello.uses?.first?.version == "ca978112ca1bbdca")
        #expect(hello.screen?.ratio == 2.625 && hello.screen?.touch == true)
        #expect(hello.applied?.seq == 41 && hello.applied?.how == "reload")
        let error = Self.read(
            #"{"type":"error","page":"a","id":3,"kind":"script","message":"m","url":"/a.js","line":3,"column":5}"#
        )
        #expect(error?.type == .error && error?.id == 3 && error?.line == 3 && error?.column == 5)
    }

    @Test(
        arguments: [
            "", "{", "[]", "null", "1", "\"hello\"", #"{"page":"a"}"#, #"{"type":"hello"}"#,
            #"{"type":"shout","page":"a"}"#, #"{"type":1,"page":"a"}"#, #"{"type":"hello","page":1}"#,
            #"{"type":"hello","page":null}"#, #"{"type":"hello","page":"a","age":"1"}"#,
            #"{"type":"hello","page":"a","since":5}"#, #"{"type":"hello","page":"a","since":{"boot":"x"}}"#,
            #"{"type":"hello","page":"a","since":{"boot":"x","seq":-1}}"#,
            #"{"type":"hello","page":"a","since":{"boot":"x","seq":1.5}}"#,
            #"{"type":"hello","page":"a","since":{"boot":"x","seq":18446744073709551616}}"#,
            #"{"type":"hello","page":"a","since":{"boot":"x","seq":1e300}}"#,
            #"{"type":"hello","page":"a","uses":{}}"#, #"{"type":"hello","page":"a","uses":[1]}"#,
            #"{"type":"hello","page":"a","uses":[{"url":"/a"}]}"#, #"{"type":"uses","page":"a","all":1}"#,
            #"{"type":"error","page":"a","line":9223372036854775808}"#, #"{"type":"error","page":"a","id":0.1}"#,
        ]
    )
    func whatIsNoMessageIsNotUnderstood(_ text: String) {
        #expect(Self.read(text) == nil)
    }

    @Test(arguments: ["[", #"{"a":"#, #"{"type":"hello","page":"a","uses":["#])
    func deepNestingIsNotUnderstood(_ start: String) {
        #expect(Self.read(String(repeating: start, count: 100_000)) == nil)
        #expect(Self.read(#"{"type":"bye","page":"a","x":"# + String(repeating: start, count: 100_000)) == nil)
    }

    @Test(arguments: ["1e999", "-1e999", "1e400"])
    func numberThatIsNoneIsNotUnderstood(_ number: String) {
        let screen = #"{"width":1,"height":1,"ratio":\#(number),"touch":true}"#
        let read = Self.read(#"{"type":"hello","page":"a","screen":\#(screen)}"#)
        #expect(read?.screen?.ratio.isFinite != false)
        #expect(Self.read(#"{"type":"hello","page":"a","age":\#(number)}"#)?.age?.isFinite != false)
    }

    @Test(
        arguments: [
            ("a", true), ("0", true), ("k3f9", true), (String(repeating: "z", count: 32), true), ("", false),
            (String(repeating: "z", count: 33), false), ("A", false), ("a-b", false), ("a b", false), ("é", false),
            ("a\u{301}", false), ("a\n", false), ("\0", false), ("/", false), (":", false), ("`", false), ("{", false),
        ]
    )
    func nameIsSmallLettersAndDigits(_ name: String, _ isNamed: Bool) throws {
        let object = ["type": "bye", "page": name]
        let read = try JSONDecoder().decode(PageMessage.self, from: JSONEncoder().encode(object))
        #expect(read.isNamed == isNamed)
    }

    private static func read(_ text: String) -> PageMessage? {
        try? JSONDecoder().decode(PageMessage.self, from: Data(text.utf8))
    }
}
