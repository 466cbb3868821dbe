import Foundation
import HTTPTypes
import Logging
import NIOCore
import NIOEmbedded
import StaticSite
import TestSupport
import Testing

@testable import WebDemoServer

/// What is not answered at once would wait for a thread that there is not, and the connection ends.
struct AnsweringAtOnceTests {
    private static let agent = "Host: localhost\r\nUser-Agent: test\r\n"
    private static let text = String(repeating: "a { color: red }\n", count: 100)
    private static let files = ["/a.css", "/empty.css", "/5k.css", "/20k.css", "/b%20c.css"]
    private let directory: TemporaryDirectory

    init() async throws {
        directory = try TemporaryDirectory()
        try directory.write(Self.text, to: "a.css")
        try directory.write("", to: "empty.css")
        for count in [5, 20] { try directory.write(String(repeating: "x", count: count << 10), to: "\(count)k.css") }
        try directory.write("space", to: "b c.css")
        // A file that was written just now may be written again and look the same.
        try await Task.sleep(for: .milliseconds(50))
    }

    @Test(
        arguments: files,
        [[:], [.ifNoneMatch: "*"], [.connection: "close"], [.connection: "Keep-Alive"], [.ifMatch: "*"]] as [HTTPFields]
    )
    func answerIsThatOfTheLongWay(_ path: String, _ fields: HTTPFields) async throws {
        let lines = fields.map { "\($0.name.rawName): \($0.value)\r\n" }.joined()
        for (method, version) in [("GET", 1), ("HEAD", 1), ("GET", 0), ("HEAD", 0)] {
            let connection = try await connection(knowing: path, lines)
            let sent = try connection.send("\(method) \(path) HTTP/1.\(version)\r\n\(Self.agent)\(lines)\r\n")
            // A second may end between the two.
            let date = try #require(sent.firstMatch(of: /\r\nDate: (.+?)\r\n/)?.output.1)
            #expect(HTTPDate(date, now: .now).map { abs($0.seconds - FileTime.now.seconds) <= 1 } == true)
            let isKept = version == 1 ? fields[.connection] != "close" : fields[.connection] == "Keep-Alive"
            let writer = ResponseWriter(isHead: method == "HEAD", isHTTP11: version == 1, keepsAlive: isKept)
            #expect(try sent.replacing("Date: \(date)\r\n", with: "") == connection.longWay(path, fields, writer))
            #expect(connection.connection.state.isIdle == isKept)
        }
    }

    @Test(arguments: [
        "GET /a.css HTTP/1.1", "HEAD /a.css HTTP/1.1", "GET /a.css?v=1 HTTP/1.1", "GET /a.css? HTTP/1.1",
        "GET /a.css?a=%20&b=?c HTTP/1.1",
    ])
    func plainRequestIsAnsweredAtOnce(_ line: String) async throws {
        let connection = try await connection(knowing: "/a.css")
        #expect(try connection.send("\(line)\r\n\(Self.agent)\r\n").hasPrefix("HTTP/1.1 200 OK\r\n"))
    }

    @Test(arguments: [
        ("GET /b.css HTTP/1.1", ""), ("GET /a.cs HTTP/1.1", ""), ("GET /A.css HTTP/1.1", ""),
        ("GET /a%2Ecss HTTP/1.1", ""), ("GET /a.css/ HTTP/1.1", ""),
        ("GET http://localhost/a.css HTTP/1.1", ""), ("GET /a.css HTTP/1.1", "Upgrade: h2c\r\n"),
        ("GET /a.css HTTP/1.1", "Range: bytes=0-1\r\n"), ("GET /a.css HTTP/1.1", "If-Match: \"x\"\r\n"),
        ("GET /a.css HTTP/1.1", "Accept-Encoding: identity;q=0\r\n"),
    ])
    func otherRequestGoesTheLongWay(_ line: String, _ more: String) async throws {
        let connection = try await connection(knowing: "/a.css", more)
        #expect(try connection.send("\(line)\r\n\(Self.agent)\(more)\r\n") == "")
        #expect(!connection.channel.isActive)
    }

    @Test(arguments: [
        "GET /a.css#x HTTP/1.1", "GET /a.css?a b HTTP/1.1", "GET /a.css?\u{7F} HTTP/1.1", "GET  HTTP/1.1",
    ])
    func malformedLineIsRefused(_ line: String) async throws {
        let connection = try await connection(knowing: "/a.css")
        #expect(try connection.send("\(line)\r\n\(Self.agent)\r\n").hasPrefix("HTTP/1.1 400 "))
    }

    @Test(arguments: ["Host: evil.example\r\n", "Host: localhost\r\nContent-Length: 3\r\n"])
    func fieldsThatAskForMoreAreLookedAt(_ fields: String) async throws {
        let connection = try await connection(knowing: "/a.css")
        for _ in 0..<3 {
            let answer = try connection.send("GET /a.css HTTP/1.1\r\n\(fields)\r\n")
            #expect(!answer.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func pipelinedRequestsAreAnsweredInTheirOrder() async throws {
        let connection = try await connection(knowing: "/a.css")
        let requests = ["GET /a.css", "HEAD /a.css", "DELETE /a.css", "GET /a.css"]
            .map { "\($0) HTTP/1.1\r\n\(Self.agent)\r\n" }
        let sent = try connection.send(requests.joined() + "GET /a.c")
        let heads = sent.components(separatedBy: "HTTP/1.1 ").dropFirst().map { String($0.prefix(3)) }
        #expect(heads == ["200", "200", "405", "200"])
        #expect(sent.hasSuffix("\r\n\r\n" + Self.text))
        #expect(connection.connection.requests == 4)
    }

    @Test func answersAreLoggedAsOthersAre() async throws {
        let log = RecordedLog(.info)
        let connection = try await connection(knowing: "/a.css", log: log.background)
        _ = try connection.send("GET /a.css?key=1 HTTP/1.1\r\n\(Self.agent)\r\n")
        connection.loop.writeBatch()
        let line = try #require(await log.lines.last?.text)
        #expect(line.hasPrefix("GET /a.css?key=1 200 \(Self.text.utf8.count)B "))
    }

    @Test func changedFileIsNotAnsweredAtOnce() async throws {
        let connection = try await connection(knowing: "/a.css")
        try directory.write("new", to: "a.css")
        connection.site.noteChange(of: ["a.css"])
        #expect(try connection.send("GET /a.css HTTP/1.1\r\n\(Self.agent)\r\n") == "")
        #expect(!connection.channel.isActive)
    }

    /// It would come before what waits.
    @Test(arguments: [true, false], ["/a.css", "/5k.css", "/20k.css"])
    func nothingIsSentPastWhatWaitsInTheChannel(_ isWaiting: Bool, _ path: String) async throws {
        let connection = try await connection(knowing: path)
        let (near, far) = try socketPair()
        defer { for socket in [near, far] { close(socket) } }
        connection.connection.socket = SocketHandle(near)
        connection.channel.isWritable = !isWaiting
        connection.channel.pipeline.fireChannelWritabilityChanged()
        let sent = try connection.send("GET \(path) HTTP/1.1\r\n\(Self.agent)\r\n")
        #expect(sent.hasPrefix("HTTP/1.1 200 OK\r\n") == isWaiting)
        #expect(sent.isEmpty != isWaiting)
        var byte: UInt8 = 0
        #expect((recv(far, &byte, 1, CInt(MSG_DONTWAIT)) == 1) == !isWaiting)
    }

    private func socketPair() throws -> (CInt, CInt) {
        var numbers: [CInt] = [0, 0]
        try #require(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &numbers) == 0)
        return (numbers[0], numbers[1])
    }

    /// A connection that has met these field lines, on a loop that knows where the path leads.
    private func connection(
        knowing path: String,
        _ lines: String = "",
        log: BackgroundLog? = nil
    ) async throws -> EmbeddedConnection {
        let connection = try await EmbeddedConnection(directory: directory.path, log: log)
        let answer = try connection.site.answer(to: RequestPath(target: path), FileRequest([:]), isHead: false)
        guard case .response(_, let origin) = answer, let resource = origin.resource else { throw NoResponse() }
        connection.loop.knownPaths.keep(resource, at: ByteBuffer(string: path))
        var parser = RequestHeadParser(memo: connection.loop.fieldsMemo)
        var input = ByteBuffer(string: "GET / HTTP/1.1\r\n\(Self.agent)\(lines)\r\n")
        try parser.next(&input)?.fields.noteKnownHost()
        return connection
    }
}

extension EmbeddedConnection {
    /// What the site and `ResponseWriter` make of a request, but for the date.
    fileprivate func longWay(_ path: String, _ fields: HTTPFields, _ writer: ResponseWriter) throws -> String {
        let answer = try site.answer(to: RequestPath(target: path), FileRequest(fields), isHead: writer.isHead)
        guard case .response(let response, _) = answer else { throw NoResponse() }
        var bytes = ByteBuffer()
        switch writer.write(response, date: ByteBuffer(), to: &bytes) {
        case .nothing: break
        case .content(let content): bytes.writeImmutableBuffer(content)
        case .parts: throw NoResponse()
        }
        return String(buffer: bytes)
    }
}
