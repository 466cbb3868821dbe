import HTTPTypes
import Testing

@testable import WebSockets

struct HandshakeTests {
    static let terms = HandshakeTerms(origins: .any)

    @Test func theExampleOfTheRFCIsAccepted() throws {
        #expect(Handshake.accept(forKey: "dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")

        let response = try Handshake(.webSocket(), terms: Self.terms).response
        #expect(response.status == .switchingProtocols)
        #expect(response.headerFields[.upgrade] == "websocket")
        #expect(response.headerFields[.connection] == "Upgrade")
        #expect(response.headerFields[.secWebSocketAccept] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(response.headerFields[.secWebSocketProtocol] == nil)
        #expect(response.headerFields[.secWebSocketExtensions] == nil)
    }

    @Test(arguments: ["websocket", "WebSocket", "WEBSOCKET", "h2c, websocket", " \twebsocket\t ,", ",,websocket"])
    func anUpgradeFieldThatListsWebSocketAsksForOne(_ value: String) {
        #expect(Handshake.isRequested(by: .webSocket { $0.headerFields[.upgrade] = value }))
    }

    @Test(arguments: [nil, "", "h2c", "websocket2", "web socket", "websocket/13"])
    func anyOtherUpgradeFieldDoesNot(_ value: String?) {
        #expect(!Handshake.isRequested(by: .webSocket { $0.headerFields[.upgrade] = value }))
    }

    @Test(arguments: ["Upgrade", "upgrade", "UPGRADE", "keep-alive, Upgrade", "keep-alive,upgrade", "Upgrade ,close"])
    func theConnectionFieldMayListMore(_ value: String) {
        #expect(throws: Never.self) {
            try Handshake(.webSocket { $0.headerFields[.connection] = value }, terms: Self.terms)
        }
    }

    @Test func theConnectionFieldMayComeInTwoLines() {
        let request = HTTPRequest.webSocket {
            $0.headerFields[.connection] = "keep-alive"
            $0.headerFields.append(HTTPField(name: .connection, value: "Upgrade"))
        }
        #expect(throws: Never.self) { try Handshake(request, terms: Self.terms) }
    }

    struct Refused: Sendable {
        let refusal: HandshakeRefusal
        let status: HTTPResponse.Status
        let change: @Sendable (inout HTTPRequest) -> Void

        init(
            _ refusal: HandshakeRefusal,
            _ status: HTTPResponse.Status,
            _ change: @escaping @Sendable (inout HTTPRequest) -> Void
        ) {
            self.refusal = refusal
            self.status = status
            self.change = change
        }
    }

    static let refused = [
        Refused(.methodNotGET, .methodNotAllowed) { $0.method = .post },
        Refused(.methodNotGET, .methodNotAllowed) { $0.method = .head },
        Refused(.connectionNotUpgrade, .badRequest) { $0.headerFields[.connection] = nil },
        Refused(.connectionNotUpgrade, .badRequest) { $0.headerFields[.connection] = "keep-alive" },
        Refused(.connectionNotUpgrade, .badRequest) { $0.headerFields[.connection] = "no-upgrade, upgraded" },
        Refused(.versionMissing, .upgradeRequired) { $0.headerFields[.secWebSocketVersion] = nil },
        Refused(.versionNotSupported("8"), .upgradeRequired) { $0.headerFields[.secWebSocketVersion] = "8" },
        Refused(.versionNotSupported("013"), .upgradeRequired) { $0.headerFields[.secWebSocketVersion] = "013" },
        Refused(.versionNotSupported(""), .upgradeRequired) { $0.headerFields[.secWebSocketVersion] = "" },
        Refused(.keyMissing, .badRequest) { $0.headerFields[.secWebSocketKey] = nil },
        Refused(.originNotAllowed("null"), .forbidden) { $0.headerFields[.origin] = "null" },
    ]

    @Test(arguments: refused)
    func aRequestThatIsNoHandshakeIsRefused(_ row: Refused) {
        #expect(throws: row.refusal) {
            try Handshake(.webSocket(row.change), terms: HandshakeTerms(origins: .sameOrigin))
        }
        #expect(row.refusal.status == row.status)
        #expect(!row.refusal.explanation.en.isEmpty && !row.refusal.explanation.zh.isEmpty)
    }

    @Test(arguments: ["http://dev.example", "null", "no origin"])
    func whatIsForOwnPagesIsForNoOther(_ origin: String) throws {
        let terms = HandshakeTerms(origins: .ownOrigin)
        #expect(throws: HandshakeRefusal.originNotOwn(origin)) {
            try Handshake(
                .webSocket { $0.headerFields[.origin] = origin },
                terms: terms,
                allowedOrigins: [Origin(origin)].compactMap { $0 }
            )
        }
        #expect(HandshakeRefusal.originNotOwn(origin).status == .forbidden)
        _ = try Handshake(.webSocket { $0.headerFields[.origin] = nil }, terms: terms)
    }

    @Test(
        arguments: [
            "",
            "AAAAAAAAAAAAAAAAAAAA",  // 15 bytes
            "AAAAAAAAAAAAAAAAAAAAAAA=",  // 17 bytes, 24 characters
            "AAAAAAAAAAAAAAAAAAAAAAAA",  // 18 bytes, 24 characters
            "AAAAAAAAAAAAAAAAAAAAAA",  // no padding
            "dGhlIHNhbXBsZSBub25jZQ= =", "dGhlIHNhbXBsZSBub25jZQ-=", "!!!!!!!!!!!!!!!!!!!!!!==",
            "dGhl\u{00E4}HNhbXBsZSBub25Q==",
            "dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZQ==",
        ]
    )
    func aKeyThatIsNotSixteenBytesInBase64IsRefused(_ key: String) {
        #expect(throws: HandshakeRefusal.keyNotOfSixteenBytes) {
            try Handshake(.webSocket { $0.headerFields[.secWebSocketKey] = key }, terms: Self.terms)
        }
    }
}
