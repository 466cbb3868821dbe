import HTTPTypes
import Testing

@testable import WebSockets

struct SubprotocolTests {
    private static let known = ["chat.v1", "chat.v2", "K"]

    private static let offers: [(String?, String?)] = [
        (nil, nil), ("", nil), (",", nil), ("chat.v9", nil), ("CHAT.V1", nil), ("\u{212A}", nil), ("chat.v1;x", nil),
        ("chat.v2", "chat.v2"), ("chat.v2, chat.v1", "chat.v2"), ("other ,chat.v1,chat.v2", "chat.v1"), (",,K\t", "K"),
        ("k", nil),
    ]

    @Test(arguments: offers)
    func theFirstOfferedSubprotocolThatIsSpokenIsChosen(_ offered: String?, _ chosen: String?) throws {
        let handshake = try Self.handshake(offered, HandshakeTerms(origins: .any, subprotocols: Self.known))
        #expect(handshake.subprotocol == chosen)
        #expect(handshake.response.headerFields[.secWebSocketProtocol] == chosen)
    }

    @Test(arguments: offers)
    func whoDemandsASubprotocolRefusesWithoutOne(_ offered: String?, _ chosen: String?) {
        let terms = HandshakeTerms(origins: .any, subprotocols: Self.known, demandsSubprotocol: true)
        let refusal = chosen == nil ? HandshakeRefusal.subprotocolMissing(known: Self.known) : nil
        do throws(HandshakeRefusal) {
            let handshake = try Self.handshake(offered, terms)
            #expect(refusal == nil)
            #expect(handshake.subprotocol == chosen)
        } catch {
            #expect(error == refusal)
        }
    }

    @Test func offersInTwoLinesAreOneList() throws {
        let request = HTTPRequest.webSocket {
            $0.headerFields[.secWebSocketProtocol] = "other"
            $0.headerFields.append(HTTPField(name: .secWebSocketProtocol, value: "chat.v2"))
        }
        let terms = HandshakeTerms(origins: .any, subprotocols: Self.known, demandsSubprotocol: true)
        #expect(try Handshake(request, terms: terms).subprotocol == "chat.v2")
    }

    @Test func theRefusalNamesWhatIsSpoken() {
        let refusal = HandshakeRefusal.subprotocolMissing(known: ["a.v1", "b"])
        #expect(refusal.status == .badRequest)
        #expect(refusal.explanation.en.contains("'a.v1' or 'b'"))
        #expect(refusal.explanation.zh.contains("'a.v1' 或 'b'"))
    }

    private static func handshake(_ offered: String?, _ terms: HandshakeTerms) throws(HandshakeRefusal) -> Handshake {
        try Handshake(.webSocket { $0.headerFields[.secWebSocketProtocol] = offered }, terms: terms)
    }
}
