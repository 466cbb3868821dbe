import NIOCore
import Testing

@testable import WebDemoServer

struct AccessLogTests {
    @Test(
        arguments: [
            (.nanoseconds(0), "0.0ms"), (.microseconds(9), "0.0ms"), (.microseconds(1239), "1.23ms"),
            (.seconds(2), "2000.0ms"),
        ] as [(TimeAmount, String)]
    )
    func lineTellsTheRequestAndWhatBecameOfIt(_ duration: TimeAmount, _ text: String) {
        let entry = AccessLog.Entry(method: "GET", target: "/a?b", status: 200, bytes: 12, duration: duration)
        #expect(entry.line == "GET /a?b 200 12B \(text)")
    }

    @Test(arguments: [
        ("/a\nGET /b", "/a\\u{a}GET /b"), ("/\r", "/\\u{d}"), ("\r\n", "\\u{d}\\u{a}"), ("/\u{1B}[2J", "/\\u{1b}[2J"),
        ("/\u{9B}2J", "/\\u{9b}2J"), ("/\u{7F}", "/\\u{7f}"), ("/\u{0}", "/\\u{0}"), ("/\u{202E}gpj", "/\\u{202e}gpj"),
        ("/\u{2066}", "/\\u{2066}"), ("/\u{200B}", "/\\u{200b}"), ("/\u{2028}", "/\\u{2028}"), ("/\u{85}", "/\\u{85}"),
        ("/\u{FEFF}", "/\\u{feff}"), ("/\u{E0041}", "/\\u{e0041}"), ("/\t", "/\\u{9}"),
    ])
    func controlCharactersAreWrittenOut(_ text: String, _ escaped: String) {
        #expect(text.escapingControls == escaped)
        let entry = AccessLog.Entry(method: text, target: text, status: 400, bytes: 0, duration: .zero)
        #expect(entry.line == "\(escaped) \(escaped) 400 0B 0.0ms")
    }

    @Test(arguments: ["", "/", "/中文 😀", "/é", "/e\u{301}", "/a%0A"])
    func otherCharactersStay(_ text: String) {
        #expect(text.escapingControls == text)
    }
}
