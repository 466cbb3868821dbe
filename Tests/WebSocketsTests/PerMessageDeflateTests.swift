import Testing
import WebSockets

struct PerMessageDeflateTests {
    /// What is answered to offers, written as the fields are.
    private static func answer(_ offers: String, _ options: CompressionOptions = CompressionOptions()) -> String? {
        ExtensionOffer.parse(offers).flatMap { PerMessageDeflate.negotiate($0, options)?.responseField }
    }

    private static func options(_ change: (inout CompressionOptions) -> Void) -> CompressionOptions {
        var options = CompressionOptions()
        change(&options)
        return options
    }

    private static let withoutContext = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"

    @Test(arguments: [
        ("permessage-deflate", ""),
        ("PerMessage-Deflate; Client_Max_Window_Bits", ""),
        // Chromium, Firefox; Safari
        ("permessage-deflate; client_max_window_bits", ""),
        ("permessage-deflate; client_max_window_bits=15", ""),
        ("permessage-deflate; client_max_window_bits=9", "; client_max_window_bits=9"),
        ("permessage-deflate; client_max_window_bits=8", "; client_max_window_bits=8"),
        ("permessage-deflate; server_max_window_bits=15", "; server_max_window_bits=15"),
        ("permessage-deflate; server_max_window_bits=9", "; server_max_window_bits=9"),
        ("permessage-deflate; server_no_context_takeover; client_no_context_takeover", ""),
        (
            "permessage-deflate; client_max_window_bits=10; server_no_context_takeover; server_max_window_bits=12",
            "; server_max_window_bits=12; client_max_window_bits=10"
        ),
    ])
    func anOfferThatCanBeKeptIsAccepted(_ offers: String, _ rest: String) {
        #expect(Self.answer(offers) == Self.withoutContext + rest)
    }

    @Test(arguments: [
        "", "foo", "permessage-deflat", "permessage-deflate2", "x-webkit-deflate-frame",
        "permessage-deflate; foo", "permessage-deflate; mux=1", "permessage-deflate; server_no_context_takeove",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
        "permessage-deflate; client_no_context_takeover; CLIENT_no_context_takeover",
        "permessage-deflate; server_max_window_bits=10; server_max_window_bits=10",
        "permessage-deflate; client_max_window_bits; client_max_window_bits=10",
        "permessage-deflate; server_no_context_takeover=1", "permessage-deflate; server_no_context_takeover=",
        "permessage-deflate; client_no_context_takeover=true", "permessage-deflate; client_no_context_takeover=\"\"",
        "permessage-deflate; server_max_window_bits", "permessage-deflate; server_max_window_bits=8",
    ])
    func anyOtherOfferIsDeclined(_ offers: String) {
        #expect(Self.answer(offers) == nil)
    }

    static let badBits: [ExtensionOffer.Value] =
        [
            "", "0", "7", "16", "08", "09", "010", "99999999999", "99999999999999999999", "-1", "-9", "+9", " 9", "9 ",
            "9.0", "0x9", "1e1", "٩", "９", "9\u{0}", "9\u{301}", "ten",
        ].map { ExtensionOffer.Value($0) } + [ExtensionOffer.Value("10", isQuoted: true)]

    @Test(arguments: badBits, ["server_max_window_bits", "client_max_window_bits"])
    func windowBitsAreAPlainNumber(_ value: ExtensionOffer.Value, _ name: String) {
        let bad = ExtensionOffer("permessage-deflate", [.init(name, value)])
        let good = ExtensionOffer("permessage-deflate", [.init("server_max_window_bits", .init("11"))])
        #expect(PerMessageDeflate.negotiate([bad], CompressionOptions()) == nil)
        #expect(PerMessageDeflate.negotiate([bad, good], CompressionOptions())?.serverMaxWindowBits == 11)
    }

    @Test func aNameIsComparedInItsBytes() {
        let kelvin = ExtensionOffer("permessage-deflate", [.init("server_no_context_ta\u{212A}eover")])
        #expect(PerMessageDeflate.negotiate([kelvin], CompressionOptions()) == nil)
    }

    @Test(arguments: [
        ("foo, permessage-deflate; server_max_window_bits=9, permessage-deflate", "; server_max_window_bits=9"),
        ("permessage-deflate; server_max_window_bits=8, permessage-deflate; client_max_window_bits", ""),
        ("permessage-deflate; foo, permessage-deflate; server_max_window_bits=10", "; server_max_window_bits=10"),
        ("permessage-deflate; client_max_window_bits=, permessage-deflate", ""),
    ])
    func theFirstOfferThatCanBeKeptIsAccepted(_ offers: String, _ rest: String) {
        #expect(Self.answer(offers) == Self.withoutContext + rest)
    }

    @Test(arguments: [
        ("permessage-deflate", "permessage-deflate"),
        ("permessage-deflate; server_no_context_takeover", "permessage-deflate; server_no_context_takeover"),
        ("permessage-deflate; client_no_context_takeover", "permessage-deflate; client_no_context_takeover"),
    ])
    func contextIsKeptWhenBothSidesWantIt(_ offers: String, _ answer: String) {
        let options = Self.options { ($0.serverContextTakeover, $0.clientContextTakeover) = (true, true) }
        #expect(Self.answer(offers, options) == answer)
    }

    @Test(arguments: [
        (true, false, "permessage-deflate; client_no_context_takeover"),
        (false, true, "permessage-deflate; server_no_context_takeover"),
    ])
    func eachSidesContextIsAMatterOfItsOwn(_ server: Bool, _ client: Bool, _ answer: String) throws {
        let options = Self.options { ($0.serverContextTakeover, $0.clientContextTakeover) = (server, client) }
        let agreed = try #require(PerMessageDeflate.negotiate([ExtensionOffer("permessage-deflate")], options))
        #expect(agreed.responseField == answer)
        #expect(agreed.serverContextTakeover == server)
        #expect(agreed.clientContextTakeover == client)
    }

    @Test(arguments: [
        ("permessage-deflate", 11, 15, "; server_max_window_bits=11"),
        ("permessage-deflate; server_max_window_bits=15", 11, 15, "; server_max_window_bits=11"),
        ("permessage-deflate; server_max_window_bits=10", 10, 15, "; server_max_window_bits=10"),
        (
            "permessage-deflate; client_max_window_bits", 11, 11,
            "; server_max_window_bits=11; client_max_window_bits=11"
        ),
        (
            "permessage-deflate; client_max_window_bits=15", 11, 11,
            "; server_max_window_bits=11; client_max_window_bits=11"
        ),
        (
            "permessage-deflate; client_max_window_bits=10", 11, 10,
            "; server_max_window_bits=11; client_max_window_bits=10"
        ),
    ])
    func theSmallerWindowOfTheTwoIsUsed(_ offers: String, _ server: Int, _ client: Int, _ rest: String) throws {
        let options = Self.options { $0.windowBits = 11 }
        let parsed = try #require(ExtensionOffer.parse(offers))
        let agreed = try #require(PerMessageDeflate.negotiate(parsed, options))
        #expect(agreed.serverMaxWindowBits == server)
        #expect(agreed.clientMaxWindowBits == client)
        #expect(agreed.responseField == Self.withoutContext + rest)
    }

    @Test func theEndpointsOwnChoicesGoAlong() throws {
        let options = Self.options { ($0.memoryLevel, $0.level, $0.minimumBytes) = (3, 4, 5) }
        let agreed = try #require(PerMessageDeflate.negotiate([ExtensionOffer("permessage-deflate")], options))
        #expect([agreed.memoryLevel, agreed.level, agreed.minimumBytes] == [3, 4, 5])
    }
}
