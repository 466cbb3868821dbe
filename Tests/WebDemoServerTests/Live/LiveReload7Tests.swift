import Foundation
import Logging
import NIOCore
import TestSupport
import Testing
import WebSockets

@testable import WebDemoServer

/// LiveReload's protocol 7 as its clients see it.
struct LiveReload7Tests {
    private static let official = "http://livereload.com/protocols/official-7"
    private static let hello = #"{"command":"hello","protocols":["\#(official)"]}"#

    private static let ownPages = (0..<4)
        .reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        .appending(path: "Public").path

    /// A server that speaks it, with a directory; its ports are the usual one and LiveReload's.
    private func withSite(
        _ change: (inout ServerOptions) -> Void = { _ in },
        logger: Logger = .silent,
        _ body: @escaping @Sendable (TemporaryDirectory, _ port: Int, _ liveReloadPort: Int?) async throws -> Void
    ) async throws {
        let directory = try TemporaryDirectory()
        try directory.write("b {}", to: "css/a.css")
        var options = ServerOptions(directory: directory.path)
        options.ownPages = Self.ownPages
        options.ports = [0]
        var reload = ReloadOptions()
        reload.speaksLiveReload = true
        reload.liveReloadPort = 0
        options.reload = reload
        change(&options)
        try await withServer(options, logger: logger) { server in
            let (port, liveReloadPort) = (server.ports[0], server.liveReloadPort)
            try await offCooperativePool { try await body(directory, port, liveReloadPort) }
        }
    }

    private static func client(_ port: Int, origin: String? = nil) throws -> WebSocketTestClient {
        try WebSocketTestClient(port: port, path: "/livereload", origin: origin)
    }

    private static func get(_ port: Int, _ target: String, _ fields: [(name: String, value: String)] = []) throws
        -> HTTPReply
    {
        let connection = try RawConnection(host: "127.0.0.1", port: port)
        try connection.sendRequest("GET", target, fields: fields)
        return try connection.readReply()
    }

    private static func read(_ client: WebSocketTestClient) throws -> JSONValue {
        try JSONValue(parsing: client.readText())
    }

    @Test func clientsAreToldWhatChangesOnEveryPort() async throws {
        try await withSite { directory, port, liveReloadPort in
            let liveReloadPort = try #require(liveReloadPort)
            #expect(liveReloadPort != port)
            let clients = try [port, liveReloadPort].map { try Self.client($0) }
            for client in clients {
                try client.sendText(Self.hello)
                let expected: JSONValue = [
                    "command": "hello", "protocols": [.string(Self.official)], "serverName": "webdemo",
                ]
                #expect(try Self.read(client) == expected)
                try client.sendText(#"{"command":"info","plugins":{},"url":"http://localhost:3000/"}"#)
                try client.sendText(#"{"command":"url","url":"http://localhost:3000/a"}"#)
                try client.sendText("no JSON")
            }
            try directory.write("b { color: red }", to: "css/a.css")
            for client in clients {
                let expected: JSONValue = [
                    "command": "reload", "path": "/css/a.css", "liveCSS": true, "liveImg": true,
                ]
                #expect(try Self.read(client) == expected)
            }
            try directory.write("<!doctype html>", to: "new.html")
            for client in clients { #expect(try Self.read(client)["path"] == "/new.html") }
        }
    }

    @Test(arguments: [
        #"{"command":"hello","protocols":["http://livereload.com/protocols/official-6"]}"#,
        #"{"command":"hello","protocols":[]}"#, #"{"command":"hello"}"#, #"{"command":"hello","protocols":7}"#,
        #"{"command":"info","protocols":["http://livereload.com/protocols/official-7"]}"#,
        "!!ver:1.6", "", "[]",
        hello.dropLast() + #","ext":""# + String(repeating: "a", count: 16 << 10) + #""}"#,
    ])
    func whoSpeaksAnotherProtocolIsClosed(_ first: String) async throws {
        try await withSite { _, port, _ in
            let client = try Self.client(port)
            try client.sendText(first)
            #expect(try client.expectClose().code == 1002)
        }
    }

    @Test func whoHasNotSaidHelloIsToldNothing() async throws {
        try await withSite { directory, port, _ in
            let (silent, speaking) = try (Self.client(port), Self.client(port))
            try speaking.sendText(Self.hello)
            _ = try speaking.readText()
            try directory.write("b { color: red }", to: "css/a.css")
            _ = try speaking.readText()
            try silent.sendText(Self.hello)
            #expect(try Self.read(silent)["command"] == "hello")
        }
    }

    @Test func helloAmongSeveralProtocolsIsUnderstood() async throws {
        try await withSite { _, port, _ in
            let client = try Self.client(port)
            let protocols = #"["http://livereload.com/protocols/official-6","\#(Self.official)"]"#
            try client.sendText(#"{"command":"hello","protocols":\#(protocols),"ver":"4.0.2","snipver":"1"}"#)
            #expect(try Self.read(client)["command"] == "hello")
        }
    }

    @Test func pagesOfThisHostAndAllowedOnesMayConnect() async throws {
        let allowed = ["null", "chrome-extension://jnihajbhpnppcggbcgedagnkighmdlei"]
        try await withSite({ $0.allowedOrigins = allowed.compactMap(Origin.init) }) { _, port, liveReloadPort in
            for port in [port, try #require(liveReloadPort)] {
                for origin in allowed + ["http://127.0.0.1:3000", "http://127.0.0.1"] {
                    try #expect(Self.client(port, origin: origin).reply.status == 101)
                }
                for origin in ["http://evil.example", "http://localhost:3000", "moz-extension://a"] {
                    #expect(throws: WebSocketTestError.self) { try Self.client(port, origin: origin) }
                }
            }
        }
    }

    @Test func scriptIsForPagesOfAnyOrigin() async throws {
        try await withSite { _, port, liveReloadPort in
            for port in [port, try #require(liveReloadPort)] {
                let target = "/livereload.js?port=\(port)"
                let reply = try Self.get(
                    port,
                    target,
                    [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Dest", "script")]
                )
                #expect(reply.status == 200)
                #expect(reply["Content-Type"] == "text/javascript; charset=utf-8")
                #expect(reply["Cross-Origin-Resource-Policy"] == "cross-origin")
                #expect(reply.text.contains(Self.official))
                let tag = try #require(reply["ETag"])
                try #expect(Self.get(port, target, [("If-None-Match", tag)]).status == 304)
                try #expect(Self.get(port, target, [("Host", "evil.example")]).status == 421)
            }
        }
    }

    @Test func wholeServerAnswersOnItsPort() async throws {
        try await withSite { _, _, liveReloadPort in
            let port = try #require(liveReloadPort)
            try #expect(Self.get(port, "/css/a.css").text == "b {}")
            try #expect(WebSocketTestClient(port: port, path: "/echo").reply.status == 101)
        }
    }

    @Test func portThatIsTakenIsSaidAndAllElseWorks() async throws {
        let held = try HeldPort()
        let log = RecordedLog()
        let change: (inout ServerOptions) -> Void = { $0.reload?.liveReloadPort = held.number }
        try await withSite(change, logger: log.background.logger) { _, port, liveReloadPort in
            #expect(liveReloadPort == port)
            try #expect(Self.get(port, "/livereload.js").status == 200)
            try #expect(Self.client(port).reply.status == 101)
        }
        let warnings = await log.lines.filter { $0.level == .warning && $0.text.contains("LiveReload") }
        #expect(warnings.count == 1)
        #expect(warnings.first?.text.contains("port \(held.number) ") == true)
    }

    @Test func portThatIsAmongTheUsualOnesIsNotTakenTwice() async throws {
        let port = try HeldPort.free()
        let log = RecordedLog()
        try await withSite(
            {
                $0.ports = [0, port]
                $0.reload?.liveReloadPort = port
            },
            logger: log.background.logger
        ) { _, _, liveReloadPort in
            #expect(liveReloadPort == port)
        }
        await #expect(log.lines.filter { $0.level == .warning && $0.text.contains("LiveReload") } == [])
    }

    @Test func withoutTheOptionNothingOfItIsThere() async throws {
        try await withSite({ $0.reload?.speaksLiveReload = false }) { directory, port, liveReloadPort in
            #expect(liveReloadPort == nil)
            try #expect(Self.get(port, "/livereload.js").status == 404)
            try #expect(Self.get(port, "/livereload").status == 404)
            #expect(throws: WebSocketTestError.self) { try Self.client(port) }
            try directory.write("own", to: "livereload.js")
            try #expect(Self.get(port, "/livereload.js").text == "own")
        }
    }

    @Test func withoutLiveReloadThereIsNoneOfItEither() async throws {
        try await withSite({ $0.reload = nil }) { _, port, liveReloadPort in
            #expect(liveReloadPort == nil)
            try #expect(Self.get(port, "/livereload.js").status == 404)
        }
    }
}
