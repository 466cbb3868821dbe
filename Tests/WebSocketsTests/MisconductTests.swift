import HTTPTypes
import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

/// What an endpoint can do wrong on purpose.
struct MisconductTests {
    /// An endpoint that echoes, on other terms.
    private struct Terms: WebSocketEndpoint {
        var terms = HandshakeTerms(origins: .any)

        func received(_ message: Message, from connection: WebSocketConnection) { connection.send(message) }
    }

    private static func peer(_ misconduct: Misconduct?) throws -> InMemoryPeer {
        var endpoint = Terms()
        endpoint.terms.misconduct = misconduct
        return try InMemoryPeer(of: endpoint)
    }

    private static func fields(
        query: String = "",
        _ change: (inout HandshakeTerms) -> Void
    ) throws -> HTTPFields {
        var terms = HandshakeTerms(origins: .any)
        change(&terms)
        let request = HTTPRequest.webSocket { $0.path = "/lab" + query }
        return try Handshake(request, terms: terms).response.headerFields
    }

    // MARK: The handshake

    @Test func theAcceptValueBelongsToAnotherKey() throws {
        let fields = try Self.fields { $0.misconduct = .acceptsAnotherKey }
        let right = try Self.fields { _ in }
        #expect(right[.secWebSocketAccept] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(fields[.secWebSocketAccept]?.utf8.count == 28)
        #expect(fields[.secWebSocketAccept] != right[.secWebSocketAccept])
    }

    @Test func aSubprotocolIsChosenThatNobodyOffered() throws {
        let fields = try Self.fields { $0.misconduct = .choosesUnknownSubprotocol }
        #expect(fields[.secWebSocketProtocol]?.isEmpty == false)
        #expect(fields[.secWebSocketAccept] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    }

    @Test(arguments: [
        ("", ["X: always"]), ("?set", ["X: always", "Set-Cookie: a"]), ("?a=1&set&b", ["X: always", "Set-Cookie: a"]),
        ("?clear", ["X: always", "Set-Cookie: b", "Set-Cookie: c"]), ("?sett", ["X: always"]), ("?Set", ["X: always"]),
    ])
    func fieldsAreAddedForWhoAsksForThem(_ query: String, _ expected: [String]) throws {
        let fields = try Self.fields(query: query) {
            $0.fields = [
                .init("X", "always"), .init("Set-Cookie", "a", for: "set"), .init("Set-Cookie", "b", for: "clear"),
                .init("Set-Cookie", "c", for: "clear"),
            ]
        }
        let usual = try Self.fields { _ in }
        #expect(fields.filter { !usual.contains($0.name) }.map { "\($0.name.rawName): \($0.value)" } == expected)
    }

    // MARK: Afterwards

    @Test func noPingIsAnswered() throws {
        let peer = try Self.peer(.ignoresPings)
        try peer.send(ClientFrame(.ping, [1]), .text("a"))
        #expect(try peer.takeFrames() == [.text("a")])
        try peer.send(.close(1000))
        #expect(try peer.takeFrames() == [.close(.normal)])
    }

    @Test func noCloseIsAnsweredAndSilenceEndsIt() throws {
        let peer = try Self.peer(.ignoresCloses)
        try peer.send(.close(1000), .text("a"))
        #expect(try peer.takeFrames() == [.text("a")])
        peer.advance(by: .seconds(29))
        #expect(try peer.takeFrames().isEmpty && !peer.wire.isClosed && !peer.wire.isOutputClosed)
        for _ in 0..<4 { peer.advance(by: .seconds(30)) }
        #expect(peer.wire.isClosed)
    }

    @Test func whatWasSentLeavesBeforeADrop() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        endpoint.connection?.send(.text("last"))
        endpoint.connection?.drop()
        endpoint.connection?.send(.text("too late"))
        endpoint.connection?.drop()
        peer.runLoop()
        #expect(try peer.takeFrames() == [.text("last")])
        #expect(peer.wire.isClosed)
        #expect(endpoint.calls == [.opened, .closed(nil)])
    }

    @Test func aConnectionMayBeDroppedWhileItIsOpened() throws {
        let endpoint = RecordingEndpoint { connection, call in if call == .opened { connection.drop() } }
        let peer = try InMemoryPeer(of: endpoint)
        peer.runLoop()
        #expect(peer.wire.isClosed)
        #expect(endpoint.calls == [.opened, .closed(nil)])
    }

    @Test(arguments: [0, 999, 1005, 1006, 1015, 65535])
    func anyCodeIsSentAsItIs(_ code: Int) throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        let frame = CloseFrame(unchecked: CloseCode(rawValue: UInt16(code)), String(repeating: "x", count: 124))
        endpoint.connection?.close(frame)
        #expect(try peer.takeFrames() == [.close(CloseCode(rawValue: UInt16(code)), frame.reason)])
        try peer.send(.close(1002))
        #expect(try peer.takeFrames().isEmpty && peer.wire.isOutputClosed)
    }

    // MARK: Raw bytes

    @Test func rawBytesLeaveInOrderAndAsTheyAre() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        endpoint.connection?.send(.text("a"))
        endpoint.connection?.sendRaw(ByteBuffer(bytes: [0xF3, 0xFF, 7]))
        endpoint.connection?.send(.text("b"))
        peer.runLoop()
        let bytes = try peer.channel.readOutbound(as: ByteBuffer.self)
        #expect(bytes == ByteBuffer(bytes: [0x81, 1, 0x61, 0xF3, 0xFF, 7, 0x81, 1, 0x62]))
    }

    @Test func rawBytesAfterACloseGoNowhere() throws {
        let endpoint = RecordingEndpoint()
        let peer = try InMemoryPeer(of: endpoint)
        endpoint.connection?.close(.normal, "")
        endpoint.connection?.sendRaw(ByteBuffer(bytes: [0x81, 0]))
        peer.runLoop()
        #expect(try peer.takeFrames() == [.close(.normal)])
    }

    /// Rows: what is sent, and the pieces that a watcher sees.
    @Test(
        arguments: [
            ([0x81, 1, 0x61, 0x83, 2, 1, 2], [[0x81, 1, 0x61], [0x83, 2, 1, 2]]),
            ([0x81, 0x81, 1, 2, 3, 4, 0x60], [[0x81, 0x81, 1, 2, 3, 4, 0x60]]),
            (
                [0x81, 1, 0x61, 0x82, 0x7F] + [UInt8](repeating: 0xFF, count: 8),
                [
                    [0x81, 1, 0x61], [0x82, 0x7F] + [UInt8](repeating: 0xFF, count: 8),
                ]
            ),
            ([0x6F, 0x72, 0x69], [[0x6F, 0x72, 0x69]]), ([0x81], []),
        ] as [([UInt8], [[UInt8]])]
    )
    func aWatcherSeesRawBytesFrameByFrame(_ bytes: [UInt8], _ frames: [[UInt8]]) throws {
        let endpoint = RecordingEndpoint()
        let watcher = RecordingWatcher()
        let peer = try InMemoryPeer(of: endpoint, watcher: watcher)
        endpoint.connection?.sendRaw(ByteBuffer(bytes: bytes))
        peer.runLoop()
        #expect(watcher.frames(.sent).map { Array($0.raw.readableBytesView) } == frames)
    }
}
