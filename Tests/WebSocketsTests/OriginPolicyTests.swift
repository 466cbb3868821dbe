import HTTPTypes
import Testing

@testable import WebSockets

struct OriginPolicyTests {
    private static func accepts(
        _ origin: String?,
        at authority: String?,
        _ policy: HandshakeTerms.OriginPolicy,
        allowing allowed: [String] = []
    ) -> Bool {
        let request = HTTPRequest.webSocket(authority: authority) { $0.headerFields[.origin] = origin }
        let terms = HandshakeTerms(origins: policy)
        return (try? Handshake(request, terms: terms, allowedOrigins: allowed.compactMap(Origin.init))) != nil
    }

    @Test(
        arguments: [
            ("http://localhost", "localhost"),
            ("http://localhost:9998", "localhost:9998"),
            ("http://localhost:80", "localhost"), ("http://localhost", "localhost:80"),
            ("https://localhost:443", "localhost"), ("https://localhost", "localhost:443"),
            ("HTTP://LocalHost:9998", "LOCALHOST:9998"),
            ("http://127.0.0.1:8080", "127.0.0.1:8080"),
            ("http://[::1]", "[::1]:80"), ("http://[::1]:8080", "[::1]:8080"),
        ]
    )
    func pagesOfTheSameHostAndPortMayConnect(_ origin: String, _ authority: String) {
        #expect(Self.accepts(origin, at: authority, .sameOrigin))
    }

    @Test(
        arguments: [
            ("null", "localhost"), ("", "localhost"), ("localhost", "localhost"), ("file://", "localhost"),
            ("http://localhost", "localhost:9998"), ("http://localhost:9998", "localhost"),
            ("http://localhost:8080", "localhost:80"), ("http://localhost:80", "localhost:8080"),
            ("https://localhost:80", "localhost"), ("http://localhost:443", "localhost"),
            ("http://evil.example", "localhost"), ("http://localhost.evil.example", "localhost"),
            ("http://evil-localhost", "localhost"), ("http://localhost@evil.example", "localhost"),
            ("http://127.0.0.1:9998", "localhost:9998"), ("http://localhost/", "localhost"),
            ("ftp://localhost", "localhost"), ("chrome-extension://localhost", "localhost"),
            ("http://localhost, http://localhost", "localhost"), ("http://", "localhost"),
            ("http://[::80]", "[::]"),
        ]
    )
    func otherPagesMayNot(_ origin: String, _ authority: String) {
        #expect(!Self.accepts(origin, at: authority, .sameOrigin))
        #expect(Self.accepts(origin, at: authority, .any))
    }

    @Test func whoNamesNoOriginIsNoBrowserAndMayConnect() {
        #expect(Self.accepts(nil, at: "localhost", .sameOrigin))
    }

    @Test func withoutAnAuthorityNoOriginIsTheSame() {
        #expect(!Self.accepts("http://localhost", at: nil, .sameOrigin))
    }

    @Test(arguments: [
        "null", "http://dev.example:5173", "HTTP://Dev.Example:5173", "https://other.example",
        "https://other.example:443",
    ])
    func pagesOfAnAllowedOriginMayConnect(_ origin: String) {
        let allowed = ["null", "http://DEV.example:5173", "https://other.example"]
        #expect(Self.accepts(origin, at: "localhost", .sameOrigin, allowing: allowed))
        #expect(!Self.accepts(origin, at: "localhost", .sameOrigin))
    }

    @Test(arguments: [
        "http://dev.example", "https://dev.example:5173", "http://dev.example:5174", "http://x.dev.example:5173",
        "http://dev.example:5173.evil.example", "http://dev.example:5173, http://dev.example:5173", "null", "",
    ])
    func anAllowedOriginIsAllowedAlone(_ origin: String) {
        #expect(!Self.accepts(origin, at: "localhost", .sameOrigin, allowing: ["http://dev.example:5173"]))
    }

    @Test func ownPagesMayConnectBesideAllowedOnes() {
        #expect(Self.accepts("http://localhost", at: "localhost", .sameOrigin, allowing: ["null"]))
        #expect(Self.accepts(nil, at: "localhost", .sameOrigin, allowing: ["null"]))
    }

    @Test(
        arguments: [
            ("http://localhost", "localhost:35729"), ("http://localhost:8080", "localhost:35729"),
            ("https://LocalHost:3000", "localhost:35729"), ("http://localhost:35729", "LOCALHOST"),
            ("http://192.168.1.20:3000", "192.168.1.20:35729"), ("http://[::1]:8080", "[::1]:35729"),
        ]
    )
    func pagesOfTheSameHostMayConnectFromAnyPort(_ origin: String, _ authority: String) {
        #expect(Self.accepts(origin, at: authority, .sameHost))
    }

    @Test(
        arguments: [
            ("null", "localhost:35729"), ("", "localhost:35729"), ("http://evil.example", "localhost:35729"),
            ("http://localhost.evil.example", "localhost:35729"), ("http://evil-localhost", "localhost:35729"),
            ("http://127.0.0.1:8080", "localhost:35729"), ("http://[::2]", "[::1]:35729"),
            ("http://x.localhost", "localhost:35729"), ("http://localhost:8080/", "localhost:35729"),
            ("ftp://localhost", "localhost:35729"), ("chrome-extension://localhost", "localhost:35729"),
            ("http://localhost", nil), ("null", nil), ("http://localhost", "local host"), ("null", "a b"),
        ]
    )
    func pagesOfOtherHostsMayNot(_ origin: String, _ authority: String?) {
        #expect(!Self.accepts(origin, at: authority, .sameHost))
    }

    @Test(arguments: ["null", "chrome-extension://jnihajbhpnppcggbcgedagnkighmdlei", "http://dev.example:3000"])
    func pagesOfAnAllowedOriginMayConnectToAnEndpointForOneHost(_ origin: String) {
        #expect(Self.accepts(origin, at: "localhost", .sameHost, allowing: [origin]))
        #expect(!Self.accepts(origin, at: "localhost", .sameHost, allowing: ["http://other.example"]))
        #expect(Self.accepts(nil, at: "localhost", .sameHost))
    }

    @Test(arguments: [
        ("http://example.com", true), ("HTTP://example.com:80", true), ("https://example.com", false),
        ("http://example.com.evil.example", false), ("http://localhost", false), ("null", false), (nil, false),
    ])
    func oneOriginAloneMayConnect(_ origin: String?, _ isAccepted: Bool) {
        #expect(Self.accepts(origin, at: "localhost", .only("http://example.com")) == isAccepted)
        #expect(!Self.accepts("http://other", at: "localhost", .only("http://example.com"), allowing: ["http://other"]))
    }
}
