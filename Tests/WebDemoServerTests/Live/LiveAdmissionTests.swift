import TestSupport
import Testing
import WebDemoServer

struct LiveAdmissionTests {
    private static func two(_ options: inout ServerOptions) {
        options.admissionLimits.maxConnections = 2
    }

    @Test func oneTooManyIsToldToComeAgain() async throws {
        try await withLiveSite(Self.two) { site in
            let clients = try (0..<2).map { _ in try site.webSocket() }
            let reply = try site.request("/chat", LiveHandshakeTests.fields())
            #expect(reply.status == 503)
            #expect(reply["Retry-After"] == "5")
            #expect(reply.text.contains("limit of 2 WebSockets"))
            #expect(reply.text.contains("已达上限 2"))
            // Files are for everybody.
            try site.expectToServe()
            for client in clients {
                try client.sendText("still here")
                try #expect(client.readText() == "still here")
            }
        }
    }

    @Test(arguments: ["a close", "the end of TCP", "a reset", "a violation"])
    func whoeverLeavesMakesRoomForOne(by ending: String) async throws {
        try await withLiveSite(Self.two) { site in
            let stays = try site.webSocket()
            let waiting = try site.connect()
            for _ in 0..<3 {
                let leaves = try Self.webSocketWhenThereIsRoom(site)
                try #expect(Self.status(of: waiting) == 503)
                try Self.end(leaves, by: ending)
            }
            let comes = try Self.webSocketWhenThereIsRoom(site)
            // The refused connection is as good as any other.
            try #expect(Self.status(of: waiting) == 503)
            try comes.sendText("here too")
            try #expect(comes.readText() == "here too")
            try stays.sendText("still here")
            try #expect(stays.readText() == "still here")
        }
    }

    /// A refused handshake is no WebSocket and takes no place.
    @Test func onlyWebSocketsAreCounted() async throws {
        try await withLiveSite(Self.two) { site in
            let others = try (0..<5).map { _ in try site.connect() }
            for other in others {
                try other.sendRequest("GET", "/chat", fields: LiveHandshakeTests.fields(["Origin": "null"]))
                try #expect(other.readReply().status == 403)
            }
            let clients = try (0..<2).map { _ in try site.webSocket() }
            #expect(clients.count == 2)
        }
    }

    @Test func thisMachineHasNoLimitOfItsOwn() async throws {
        try await withLiveSite({ $0.admissionLimits.maxConnectionsPerAddress = 1 }) { site in
            for host in ["127.0.0.1", "::1"] {
                let clients = try (0..<3).map { _ in try WebSocketTestClient(host: host, port: site.port) }
                #expect(clients.count == 3)
            }
        }
    }

    private static func end(_ client: WebSocketTestClient, by ending: String) throws {
        switch ending {
        case "a close":
            try client.sendClose()
            _ = try client.expectClose()
        case "a violation":
            try client.send(opcode: TestFrame.text, payload: [1], masked: false)
            _ = try client.expectClose()
        case "a reset":
            return try client.connection.reset()
        default:
            break
        }
        client.connection.close()
    }

    private static func status(of connection: RawConnection) throws -> Int {
        try connection.sendRequest("GET", "/echo", fields: LiveHandshakeTests.fields())
        return try connection.readReply().status
    }

    /// The server learns of the end a little later than the test.
    private static func webSocketWhenThereIsRoom(_ site: LiveSite) throws -> WebSocketTestClient {
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            do {
                return try site.webSocket()
            } catch WebSocketTestError.refused(let reply) where reply.status == 503 && ContinuousClock.now < deadline {
                pause(.milliseconds(20))
            }
        }
    }
}
