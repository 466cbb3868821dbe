import Demos
import Foundation
import HTTPTypes
import Logging
import NIOCore
import NIOEmbedded
import StaticSite
import Testing
import WebSockets

@testable import WebDemoServer

struct ResponderTests {
    private let loop = EmbeddedEventLoop()
    private let log = RecordedLog()

    @Test func goodHandshakeIsAnUpgrade() async throws {
        guard case .upgrade(let demo, let handshake) = try await answer("Origin: null") else {
            Issue.record("no upgrade")
            return
        }
        #expect(demo.path == "/echo")
        #expect(handshake.response.status == .switchingProtocols)
    }

    @Test func refusedHandshakeIsAnswered() async throws {
        guard case .response(let response) = try await answer("Origin: http://evil.example", path: "/chat") else {
            Issue.record("an upgrade")
            return
        }
        #expect(response.status == .forbidden)
    }

    @Test(arguments: ["http://a\u{9B}31m", "http://a\u{202E}b", "http://a\u{85}b"])
    func whatAPeerSentIsWrittenOutInTheLog(_ origin: String) async throws {
        _ = try await answer("Origin: \(origin)", path: "/chat")
        let lines = await log.lines.map(\.text)
        #expect(lines.count == 1)
        #expect(lines.allSatisfy { $0.contains("http://a\\u{") && $0 == $0.escapingControls })
    }

    @Test func refusedOriginIsSaidWithTheFlagThatAllowsIt() async throws {
        _ = try await answer("Origin: http://dev.example:5173", path: "/chat")
        let line = try #require(await log.lines.first)
        #expect(line.level == .notice)
        #expect(line.text.contains("/chat"))
        #expect(line.text.hasSuffix("--allow-origin http://dev.example:5173"))
    }

    @Test func otherRefusalsAreNoNews() async throws {
        _ = try await answer("Sec-WebSocket-Key: again")
        await #expect(log.lines.map(\.level) == [.info])
    }

    @Test func allowedOriginIsLetIn() async throws {
        let answer = try await answer("Origin: null", path: "/chat", allowing: [.null])
        #expect(answer.isUpgrade)
        await #expect(log.lines.isEmpty)
    }

    @Test func shortageIsAnsweredAndSaid() async throws {
        let client = try SocketAddress(ipAddress: "192.0.2.1", port: 1)
        let responder = try await responder()
        for _ in 0..<2 {
            let request = try head("GET /echo HTTP/1.1", "Host: localhost")
            let response = responder.answer(.ofAddress(limit: 7), to: request, from: client)
            #expect(response.status == .serviceUnavailable)
            #expect(response.fields[.retryAfter] == "5")
        }
        await #expect(log.lines.map(\.level) == [.notice, .info])
        for text in await log.lines.map(\.text) {
            #expect(text.contains("192.0.2.1"))
            #expect(text.contains("--max-connections-per-address"))
        }
    }

    private func answer(
        _ field: String,
        path: String = "/echo",
        allowing allowedOrigins: [Origin] = []
    ) async throws -> Responder.Answer {
        let request = try head(
            "GET \(path) HTTP/1.1",
            "Host: localhost",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            field
        )
        let resources = LoopResources(eventLoop: loop, accessLog: AccessLog(log: log.background))
        return try await responder(allowedOrigins).answer(request, from: Asker(), on: resources)
    }

    private func responder(_ allowedOrigins: [Origin] = []) async throws -> Responder {
        let root = try SiteRoot(path: FileManager.default.temporaryDirectory.path)
        let site = Site(root: root, sniffer: MagicSniffer())
        return try await Responder(for: site, on: loop, log: log.background, allowing: allowedOrigins)
    }
}

extension Responder.Answer {
    fileprivate var isUpgrade: Bool {
        if case .upgrade = self { true } else { false }
    }
}
