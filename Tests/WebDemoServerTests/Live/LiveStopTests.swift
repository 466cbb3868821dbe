import NIOCore
import TestSupport
import Testing
import WebDemoServer

struct LiveStopTests {
    @Test func everyWebSocketIsToldThatTheServerGoesAway() async throws {
        try await withLiveSite { site in
            let clients = try ["/echo", "/chat", "/echo"].map { try site.webSocket($0) }
            try clients[2].send(opcode: TestFrame.text, fin: false, payload: Array("begun".utf8))
            async let stopped: Void = site.stopping.stop()
            for client in clients {
                try #expect(client.expectClose().code == 1001)
                try client.sendClose(code: 1001)
                try #expect(client.connection.readToEnd().isEmpty)
                client.connection.close()
            }
            try await stopped
        }
    }

    @Test func runningDownloadIsFinished() async throws {
        let content = [UInt8](repeating: 0x5A, count: 12 << 20)
        try await withLiveSite { site in
            try site.directory.write(content, to: "large.bin")
            let connection = try site.connect(receiveBufferBytes: 16 << 10)
            try connection.sendRequest("GET", "/large.bin")
            _ = try connection.read(until: "\r\n\r\n")
            async let stopped: Void = site.stopping.stop()
            pause(.milliseconds(200))
            let isSame = try connection.read(exactly: content.count, within: .seconds(9)) == content
            #expect(isSame)
            try #expect(connection.readToEnd().isEmpty)
            try await stopped
        }
    }

    @Test func streamOfEventsIsEnded() async throws {
        try await withLiveSite { site in
            let connection = try site.connect()
            try connection.sendRequest("GET", "/_webdemo/clock/events?rate=50")
            _ = try connection.read(until: "data: ")
            async let stopped: Void = site.stopping.stop()
            let rest = try connection.readToEnd()
            #expect(String(decoding: rest, as: UTF8.self).hasSuffix("\r\n0\r\n\r\n"))
            connection.close()
            try await stopped
        }
    }

    @Test func idleConnectionsEndAtOnce() async throws {
        try await withLiveSite { site in
            let fresh = try site.connect()
            let begun = try site.connect()
            try begun.send("GET / HTTP/1.1\r\nHost: loc")
            let used = try site.connect()
            try used.sendRequest("GET", "/")
            _ = try used.readReply()
            try await #expect(took { try await site.stopping.stop() } < .seconds(9))
            for connection in [fresh, begun, used] {
                try #expect(connection.isClosedByPeer())
            }
        }
    }

    @Test func stopIsQuickAndEndsTheListening() async throws {
        try await withLiveSite { site in
            try site.expectToServe()
            try await #expect(took { try await site.stopping.stop() } < .seconds(9))
            for host in ["127.0.0.1", "::1"] {
                #expect(throws: RawConnectionError.self) { try site.connect(host: host) }
            }
        }
    }

    @Test func clientThatDoesNotLetGoIsCutOff() async throws {
        try await withLiveSite({ $0.timeouts.stop = .milliseconds(300) }) { site in
            try site.directory.write([UInt8](repeating: 1, count: 12 << 20), to: "large.bin")
            let sleeper = try site.connect(receiveBufferBytes: 4096)
            try sleeper.sendRequest("GET", "/large.bin")
            _ = try sleeper.read(until: "\r\n\r\n")
            let silent = try site.webSocket()
            try await #expect(took { try await site.stopping.stop() } < .seconds(9))
            try #expect(silent.expectClose().code == 1001)
            try #expect(silent.connection.isClosedByPeer())
        }
    }

    @Test func serverCanBeStartedAndStoppedAgainAndAgain() async throws {
        for _ in 0..<5 {
            try await withLiveSite { site in
                try site.expectToServe()
                _ = try site.webSocket()
            }
        }
    }

    private func took(_ body: () async throws -> Void) async throws -> Duration {
        try await ContinuousClock().measure(body)
    }
}
