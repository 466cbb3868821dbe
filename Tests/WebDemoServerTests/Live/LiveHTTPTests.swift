import TestSupport
import Testing

@Suite(.liveSite(fill))
struct LiveHTTPTests {
    @Test func fiftyPipelinedRequestsAreAnsweredInOrder() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            let targets = (0..<50).map { $0 % 5 == 4 ? "/missing\($0)" : "/\($0).txt" }
            let requests = targets.map { "GET \($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }
            try connection.send(requests.joined())
            for (number, target) in targets.enumerated() {
                let reply = try connection.readReply()
                #expect(number % 5 == 4 ? reply.text.contains(target) : reply.text == "\(number)")
            }
        }
    }

    @Test func requestsInSegmentsOfOneByteAreAnswered() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            let request = "GET /1.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
            for byte in (request + request).utf8 {
                try connection.send([byte])
                // With TCP_NODELAY, and time for the server to read it alone.
                pause(.microseconds(500))
            }
            try #expect(connection.readReply().text == "1")
            try #expect(connection.readReply().text == "1")
        }
    }

    @Test func emptyLineInFrontIsIgnoredHoweverItArrives() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            for part in ["\r", "\n", "\r\n\r", "\nGET /1.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"] {
                try connection.send(part)
                pause(.milliseconds(30))
            }
            try #expect(connection.readReply().text == "1")
        }
    }

    /// Rows: the version, a Connection field, whether the connection is kept, and what the answer says about it.
    @Test(arguments: [
        ("HTTP/1.1", nil, true, nil), ("HTTP/1.1", "close", false, "close"), ("HTTP/1.1", "CLOSE", false, "close"),
        ("HTTP/1.1", "foo, close", false, "close"), ("HTTP/1.1", "keep-alive", true, nil),
        ("HTTP/1.0", nil, false, "close"), ("HTTP/1.0", "keep-alive", true, "keep-alive"),
        ("HTTP/1.0", "Keep-Alive", true, "keep-alive"), ("HTTP/1.9", nil, true, nil),
    ])
    func connectionIsKeptAsTheClientWants(
        version: String,
        field: String?,
        isKept: Bool,
        said: String?
    ) async throws {
        try await liveSite { site in
            let connection = try site.connect()
            let lines = ["GET /1.txt \(version)", "Host: localhost"] + (field.map { ["Connection: \($0)"] } ?? [])
            try connection.send(lines.joined(separator: "\r\n") + "\r\n\r\n")
            let reply = try connection.readReply()
            #expect(reply.text == "1")
            #expect(reply["Connection"] == said)
            if isKept {
                try connection.sendRequest("GET", "/2.txt")
                try #expect(connection.readReply().text == "2")
            } else {
                try #expect(connection.readToEnd().isEmpty)
            }
        }
    }

    @Test func oldClientWithoutHostIsAnswered() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            try connection.send("GET /1.txt HTTP/1.0\r\n\r\n")
            try #expect(connection.readReply().text == "1")
        }
    }

    @Test(arguments: ["GET", "HEAD"])
    func absoluteFormNamesTheHostItself(method: String) async throws {
        try await liveSite { site in
            let connection = try site.connect()
            let target = "http://localhost:\(site.port)/1.txt"
            try connection.sendRequest(method, target, fields: [("Host", "evil.example")])
            let reply = try connection.readReply(toHead: method == "HEAD")
            #expect(reply.status == 200)
        }
    }

    @Test(arguments: ["/", "*", "/missing", "/echo"])
    func optionsSayWhichMethodsThereAre(target: String) async throws {
        try await liveSite { site in
            let connection = try site.connect()
            try connection.sendRequest("OPTIONS", target, fields: [("Access-Control-Request-Method", "GET")])
            let reply = try connection.readReply(toHead: true)
            #expect(reply.status == 204)
            #expect(reply["Allow"] == "GET, HEAD, OPTIONS")
            #expect(reply["Content-Length"] == nil)
            #expect(reply["Access-Control-Allow-Methods"] == nil)
            try connection.sendRequest("GET", "/1.txt")
            try #expect(connection.readReply().text == "1")
        }
    }

    @Test(arguments: [
        ("POST", "/"), ("PUT", "/1.txt"), ("DELETE", "/"), ("PATCH", "/"), ("TRACE", "/"), ("CONNECT", "localhost:80"),
        ("get", "/"), ("BREW", "/"), ("POST", "/echo"),
        ("POST", "/chat"),
    ])
    func otherMethodIsNotAllowed(method: String, target: String) async throws {
        try await liveSite { site in
            let connection = try site.connect()
            try connection.sendRequest(method, target, fields: [("X-Secret", "not to be reflected")])
            let reply = try connection.readReply()
            #expect(reply.status == 405)
            #expect(reply["Allow"] == "GET, HEAD, OPTIONS")
            #expect(!reply.text.contains("reflected"))
            try connection.sendRequest("GET", "/1.txt")
            try #expect(connection.readReply().text == "1")
        }
    }

    @Test(arguments: [
        "evil.example", "evil.example:80", "localhost.evil.example", "xlocalhost", "10.1.2.3", "localhost@evil.example",
        "user:pw@localhost", "[::2]", "[::1", "localhost:80a", "localhost:123456",
        "127.0.0.1.evil.example",
        "0x7f.evil", "",
    ])
    func foreignHostIsMisdirected(host: String) async throws {
        try await liveSite { site in
            for target in ["/1.txt", "/echo", "/missing"] {
                let reply = try site.request(target, [("Host", host)])
                #expect(reply.status == 421)
                #expect(reply.text.contains("--allow-host"))
            }
        }
    }

    @Test(arguments: [
        "localhost", "LOCALHOST", "localhost:1", "localhost.", "localhost:", "a.localhost", "127.0.0.1", "127.9.9.9:80",
        "[::1]",
        "[::1]:8080", "[0:0::1]", "[::ffff:127.0.0.1]",
    ])
    func ownHostIsServed(host: String) async throws {
        try await liveSite { site in
            try #expect(site.request("/1.txt", [("Host", host)]).text == "1")
        }
    }

    @Test func bothLoopbackAddressesListen() async throws {
        try await liveSite { site in
            for host in ["127.0.0.1", "::1"] {
                let connection = try site.connect(host: host)
                try connection.sendRequest("GET", "/1.txt")
                try #expect(connection.readReply().text == "1")
            }
        }
    }

    @Test func unknownUpgradeIsIgnored() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            let fields = [
                ("Connection", "Upgrade, HTTP2-Settings"), ("Upgrade", "h2c"), ("HTTP2-Settings", "AAMAAABkAAQAAP__"),
            ]
            try connection.sendRequest("GET", "/1.txt", fields: fields)
            try connection.sendRequest("GET", "/2.txt", fields: fields)
            try #expect(connection.readReply().text == "1")
            try #expect(connection.readReply().text == "2")
        }
    }

    @Test func clientThatEndsItsSideIsStillAnswered() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            try connection.sendRequest("GET", "/1.txt")
            try connection.sendRequest("GET", "/2.txt")
            try connection.shutdownOutput()
            try #expect(connection.readReply().text == "1")
            try #expect(connection.readReply().text == "2")
            try #expect(connection.readToEnd().isEmpty)
        }
    }
}

private func fill(_ site: TemporaryDirectory) throws {
    for number in 0..<50 {
        try site.write("\(number)", to: "\(number).txt")
    }
}
