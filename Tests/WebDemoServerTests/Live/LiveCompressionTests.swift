import TestSupport
import Testing

/// permessage-deflate on the wire (RFC 7692), and what can be done wrong with it.
@Suite(.liveSite())
struct LiveCompressionTests {
    private static let text = String(repeating: "永远不要说永远 ", count: 100)

    @Test func compressedMessageComesBack() async throws {
        try await liveSite { site in
            let client = try Self.client(site)
            try client.send(opcode: TestFrame.text, rsv: 4, payload: RawDeflate.compress(Array(Self.text.utf8)))
            try #expect(Self.readText(client) == Self.text)
        }
    }

    @Test func compressedMessageIsJoinedFromFragmentsAroundAPing() async throws {
        try await liveSite { site in
            let client = try Self.client(site)
            let bytes = try RawDeflate.compress(Array(Self.text.utf8))
            try client.send(opcode: TestFrame.text, fin: false, rsv: 4, payload: Array(bytes.prefix(5)))
            try client.send(opcode: TestFrame.ping, payload: [1])
            try client.send(opcode: TestFrame.continuation, fin: false)
            try client.send(opcode: TestFrame.continuation, payload: Array(bytes.dropFirst(5)))
            try #expect(client.readFrame() == TestFrame(opcode: TestFrame.pong, payload: [1]))
            try #expect(Self.readText(client) == Self.text)
        }
    }

    @Test func messageThatIsNotCompressedIsFineToo() async throws {
        try await liveSite { site in
            let client = try Self.client(site)
            try client.sendText(Self.text)
            try #expect(Self.readText(client) == Self.text)
        }
    }

    @Test(arguments: ["/echo", "/chat"])
    func nobodyIsGivenAnExtensionThatWasNotOffered(path: String) async throws {
        try await liveSite { site in
            try #expect(site.webSocket(path).reply["Sec-WebSocket-Extensions"] == nil)
        }
    }

    /// Rows: the codes that are right, and frames that earn them although the extension was agreed on.
    static let violations: [(codes: [Int], frames: [TestFrame])] = [
        ([1002], [TestFrame(opcode: TestFrame.text, rsv: 2, masked: true)]),
        ([1002], [TestFrame(opcode: TestFrame.text, rsv: 1, masked: true)]),
        ([1002], [TestFrame(opcode: TestFrame.binary, rsv: 6, masked: true)]),
        ([1002], [TestFrame(opcode: TestFrame.ping, rsv: 4, masked: true)]),
        ([1002], [TestFrame(opcode: TestFrame.close, rsv: 4, masked: true)]),
        (
            [1002],
            [
                TestFrame(opcode: TestFrame.text, fin: false, masked: true),
                TestFrame(opcode: TestFrame.continuation, rsv: 4, masked: true),
            ]
        ),
        (
            [1002],
            [
                TestFrame(opcode: TestFrame.text, fin: false, rsv: 4, masked: true, payload: [0]),
                TestFrame(opcode: TestFrame.continuation, rsv: 4, masked: true, payload: [0]),
            ]
        ),
        // A block of the kind that does not exist; a stored block whose length contradicts itself.
        ([1002, 1007], [TestFrame(opcode: TestFrame.text, rsv: 4, masked: true, payload: [7])]),
        ([1002, 1007], [TestFrame(opcode: TestFrame.binary, rsv: 4, masked: true, payload: [0, 5, 0, 5, 0, 1])]),
        // A stored block with a byte that UTF-8 never has, whole and cut in two.
        ([1007], [TestFrame(opcode: TestFrame.text, rsv: 4, masked: true, payload: [0, 1, 0, 0xFE, 0xFF, 0xFF, 0])]),
        (
            [1007],
            [
                TestFrame(opcode: TestFrame.text, fin: false, rsv: 4, masked: true, payload: [0, 1, 0, 0xFE]),
                TestFrame(opcode: TestFrame.continuation, masked: true, payload: [0xFF, 0xFF, 0]),
            ]
        ),
    ]

    @Test(arguments: violations)
    func violationIsToldBeforeTheEnd(codes: [Int], frames: [TestFrame]) async throws {
        try await liveSite { site in
            let others = try Bystanders(port: site.port)
            let client = try Self.client(site)
            try client.connection.send(frames.flatMap(\.bytes))
            let end = try client.expectEnd()
            #expect(end.code.map(codes.contains) == true, "\(end)")
            #expect(!end.reason.isEmpty)
            try #expect(others.areServed())
        }
    }

    /// So that every message can be read for itself.
    private static func client(_ site: LiveSite) throws -> WebSocketTestClient {
        let offer = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
        let client = try WebSocketTestClient(port: site.port, extraFields: [("Sec-WebSocket-Extensions", offer)])
        let agreed = client.reply["Sec-WebSocket-Extensions"] ?? "nothing"
        try #require(agreed.contains("permessage-deflate") && agreed.contains("server_no_context_takeover"))
        return client
    }

    /// A server may compress, or not, what it likes.
    private static func readText(_ client: WebSocketTestClient) throws -> String {
        let frame = try client.readFrame()
        try #require(frame.opcode == TestFrame.text && frame.fin && [0, 4].contains(frame.rsv), "\(frame)")
        return String(decoding: frame.rsv == 4 ? try RawDeflate.expand(frame.payload) : frame.payload, as: UTF8.self)
    }
}
