import Demos
import Foundation
import HTTPTypes
import Logging
import NIOCore
import NIOEmbedded
import NIOPosix
import StaticSite
import Synchronization
import Testing
import WebSockets

@testable import WebDemoServer

struct ResponderTests {
    private let loop = EmbeddedEventLoop()
    private let log = Lines()

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
        #expect(try status(of: response) == .forbidden)
    }

    @Test(arguments: ["http://a\u{9B}31m", "http://a\u{202E}b", "http://a\u{85}b"])
    func whatAPeerSentIsWrittenOutInTheLog(_ origin: String) async throws {
        _ = try await answer("Origin: \(origin)", path: "/chat")
        let lines = log.lines.withLock { $0 }
        #expect(lines.count == 1)
        #expect(lines.allSatisfy { $0.contains("http://a\\u{") && $0 == $0.escapingControls })
    }

    private func status(of response: EventLoopFuture<Response>) throws -> HTTPResponse.Status {
        try response.wait().status
    }

    private func answer(_ field: String, path: String = "/echo") async throws -> Responder.Answer {
        let log = log
        let responder = Responder(
            site: Site(root: try SiteRoot(path: FileManager.default.temporaryDirectory.path), sniffer: MagicSniffer()),
            pages: try await Pages(directory: nil),
            hosts: HostPolicy(allowed: [], machineName: nil),
            catalog: DemoCatalog(home: loop),
            filePool: NIOThreadPool(numberOfThreads: 1),
            logger: Logger(label: "test") { _ in Recorder(log: log) }
        )
        let request = try head(
            "GET \(path) HTTP/1.1",
            "Host: localhost",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            field
        )
        return responder.answer(request, localAddress: nil, on: loop)
    }

    private final class Lines: Sendable {
        let lines = Mutex<[String]>([])
    }

    /// A log that a test can read.
    private struct Recorder: LogHandler {
        let log: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        func log(event: LogEvent) {
            log.lines.withLock { $0.append("\(event.message)") }
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
    }
}
