import Foundation
import HTTPTypes
import NIOCore
import StaticSite
import Testing

@testable import WebDemoServer

struct ResponseWriterTests {
    private static let date = "Sun, 06 Nov 1994 08:49:37 GMT"

    @Test func headComesBeforeTheBody() throws {
        let response = Response(.ok, fields: [.contentType: "text/plain"], body: .bytes(ByteBuffer(string: "hello")))
        #expect(
            Self.written(response) == """
                HTTP/1.1 200 OK\r
                Date: \(Self.date)\r
                Content-Type: text/plain\r
                Server: webdemo\r
                X-Content-Type-Options: nosniff\r
                Content-Length: 5\r
                \r
                hello
                """
        )
    }

    @Test func headRequestGetsTheFieldsAlone() throws {
        let response = Response(.ok, body: .bytes(ByteBuffer(string: "hello")))
        let writer = ResponseWriter(isHead: true, isHTTP11: true, keepsAlive: true)
        let text = Self.written(response, writer)
        #expect(text.contains("\r\nContent-Length: 5\r\n"))
        #expect(text.hasSuffix("\r\n\r\n"))
        #expect(writer.bodyBytes(response) == 0)
    }

    @Test func answerWithoutABodySaysSo() throws {
        let text = Self.written(Response(.movedPermanently, fields: [.location: "/a/"]))
        #expect(text.hasPrefix("HTTP/1.1 301 Moved Permanently\r\nDate: "))
        #expect(text.contains("\r\nLocation: /a/\r\n"))
        #expect(text.contains("\r\nContent-Length: 0\r\n"))
    }

    @Test(
        arguments: [
            (true, true, nil), (true, false, "close"), (false, true, "keep-alive"), (false, false, "close"),
        ] as [(Bool, Bool, String?)]
    )
    func connectionFieldIsSentWhereItIsNotTheRule(_ isHTTP11: Bool, _ keepsAlive: Bool, _ option: String?) throws {
        let writer = ResponseWriter(isHead: false, isHTTP11: isHTTP11, keepsAlive: keepsAlive)
        #expect(try Self.connectionFields(Response(.ok), writer) == (option.map { [$0] } ?? []))
    }

    @Test(arguments: [(true, "Upgrade"), (false, "Upgrade, close")])
    func upgradeRequiredIsMeantForThisHop(_ keepsAlive: Bool, _ options: String) throws {
        let writer = ResponseWriter(isHead: false, isHTTP11: true, keepsAlive: keepsAlive)
        #expect(try Self.connectionFields(Response(.upgradeRequired), writer) == [options])
    }

    @Test func switchingProtocolsHasOnlyItsOwnFields() throws {
        let response = Response(.switchingProtocols, fields: [.connection: "Upgrade", .upgrade: "websocket"])
        #expect(
            Self.written(response)
                == "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
        )
    }

    @Test func valueCannotBreakOutOfItsLine() throws {
        let response = Response(.ok, fields: [.location: "/a\r\nSet-Cookie: b\r\n\r\n<script>"])
        let text = Self.written(response)
        #expect(!text.contains("\r\nSet-Cookie"))
        #expect(text.components(separatedBy: "\r\n\r\n").count == 2)
    }

    @Test(arguments: [.notModified, .noContent] as [HTTPResponse.Status])
    func answerThatNeverHasABodyHasNoLength(_ status: HTTPResponse.Status) throws {
        let text = Self.written(Response(status))
        #expect(!text.contains("Content-Length"))
        #expect(text.hasSuffix("\r\n\r\n"))
    }

    @Test(arguments: [0, 1, 16 << 10, (16 << 10) + 1, 300_000])
    func bodyFollowsItsHead(_ bytes: Int) throws {
        let body = String(repeating: "b", count: bytes)
        let text = Self.written(Response(.ok, body: .bytes(ByteBuffer(string: body))))
        #expect(text.contains("\r\nContent-Length: \(bytes)\r\n"))
        #expect(text.hasSuffix("\r\n\r\n" + body))
    }

    private static func written(
        _ response: Response,
        _ writer: ResponseWriter = ResponseWriter(isHead: false, isHTTP11: true, keepsAlive: true)
    ) -> String {
        var bytes = ByteBuffer()
        switch writer.write(response, date: ByteBuffer(string: "Date: \(date)\r\n"), to: &bytes) {
        case .nothing: break
        case .content(let content): bytes.writeImmutableBuffer(content)
        case .parts: Issue.record("the body is no file")
        }
        return String(buffer: bytes)
    }

    private static func connectionFields(_ response: Response, _ writer: ResponseWriter) throws -> [String] {
        written(response, writer).components(separatedBy: "\r\n").filter { $0.hasPrefix("Connection: ") }
            .map { String($0.dropFirst("Connection: ".count)) }
    }
}
