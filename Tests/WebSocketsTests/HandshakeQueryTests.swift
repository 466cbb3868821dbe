import HTTPTypes
import Testing

@testable import WebSockets

struct HandshakeQueryTests {
    @Test(
        arguments: [
            ("/chat", nil), ("/chat?", ""), ("/chat?a=b", "a=b"), ("/chat?a=%20&b=+", "a=%20&b=+"), ("/?a?b", "a?b"),
            ("/chat?\u{301}", "\u{301}"), ("/?name=安娜", "name=安娜"), ("*", nil), (nil, nil),
        ] as [(String?, String?)]
    )
    func queryIsWhatStandsBehindTheFirstQuestionMark(_ path: String?, _ query: String?) throws {
        let request = HTTPRequest.webSocket { $0.path = path }
        let handshake = try Handshake(request, terms: HandshakeTerms(origins: .any))
        #expect(handshake.query.map { Array($0.utf8) } == query.map { Array($0.utf8) })
    }
}
