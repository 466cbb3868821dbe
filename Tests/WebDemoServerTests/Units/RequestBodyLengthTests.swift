import Testing

@testable import WebDemoServer

struct RequestBodyLengthTests {
    @Test(
        arguments: [
            ([], .none), (["Content-Length: 0"], .none), (["Content-Length: 5"], .length(5)),
            (["content-length:  5 "], .length(5)), (["Content-Length: 007"], .length(7)),
            (["Content-Length: 9223372036854775807"], .length(.max)),
            (["Content-Length: 9223372036854775808"], .length(.max)),
            (["Content-Length: 99999999999999999999999999"], .length(.max)),
            (["Transfer-Encoding: chunked"], .chunked), (["transfer-encoding: CHUNKED"], .chunked),
        ] as [([String], RequestHead.Body)]
    )
    func bodyIsAsLongAsItsFieldSays(_ fields: [String], _ body: RequestHead.Body) throws {
        #expect(try parsed(Self.request(fields))?.body == body)
    }

    @Test(arguments: [
        ["Content-Length: +1"], ["Content-Length: -1"], ["Content-Length: 1, 1"],
        ["Content-Length: 1", "Content-Length: 1"],
        ["Content-Length: 1", "Content-Length: 2"], ["Content-Length:"], ["Content-Length: 0x1"],
        ["Content-Length: 1 1"],
        ["Content-Length: 1.0"], ["Content-Length: １"], ["Content-Length: a"], ["Content-Length: 1;"],
        ["Content-Length: 1", "Transfer-Encoding: chunked"], ["Transfer-Encoding: chunked", "Content-Length: 0"],
        ["Content-Length: ,1"], ["Content-Length: 1,"],
    ])
    func lengthThatCanBeReadInTwoWaysIsMalformed(_ fields: [String]) {
        #expect(refusal(Self.request(fields))?.isMalformed == true)
    }

    @Test(arguments: [
        ["Transfer-Encoding: gzip, chunked"], ["Transfer-Encoding: gzip"], ["Transfer-Encoding: chunked, gzip"],
        ["Transfer-Encoding: identity"], ["Transfer-Encoding: chunked, chunked"], ["Transfer-Encoding:"],
        ["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"], ["Transfer-Encoding: xchunked"],
        ["Transfer-Encoding: chunked;q=1"], ["Transfer-Encoding: \"chunked\""], ["Transfer-Encoding: chun\u{212A}ed"],
    ])
    func otherCodingIsUnknown(_ fields: [String]) {
        #expect(refusal(Self.request(fields)) == .transferCodingUnknown)
    }

    @Test func codingIsMalformedInHTTP10() {
        #expect(refusal("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n")?.isMalformed == true)
    }

    private static func request(_ fields: [String]) -> String {
        "POST / HTTP/1.1\r\nHost: localhost\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
    }
}
