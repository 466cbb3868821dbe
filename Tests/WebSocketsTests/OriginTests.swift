import Testing

@testable import WebSockets

struct OriginTests {
    @Test(
        arguments: [
            ("null", "null"), ("NULL", "null"),
            ("http://localhost", "http://localhost"), ("HTTP://LocalHost:5173", "http://localhost:5173"),
            ("http://localhost:80", "http://localhost"), ("https://a.example:443", "https://a.example"),
            ("http://localhost:443", "http://localhost:443"), ("https://localhost:80", "https://localhost:80"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("http://[::1]:8080", "http://[::1]:8080"),
            ("http://[2001:DB8::1]", "http://[2001:db8::1]"),
            ("http://my_site.localhost.", "http://my_site.localhost."),
            ("http://a:65535", "http://a:65535"), ("http://[::80]", "http://[::80]"),
            ("chrome-extension://abcdef", "chrome-extension://abcdef"),
            ("capacitor://localhost", "capacitor://localhost"),
            (
                "moz-extension://6C8F1C2A-5b0e-4d5b-9b0e-0f4f6a1c2d3e",
                "moz-extension://6c8f1c2a-5b0e-4d5b-9b0e-0f4f6a1c2d3e"
            ),
        ]
    )
    func whatABrowserSendsHasOneSpelling(_ text: String, _ spelling: String) throws {
        let origin = try #require(Origin(text))
        #expect(origin.description == spelling)
        #expect(origin == Origin(spelling))
    }

    @Test(arguments: [
        "", " ", "*", "nul", "null ", "localhost", "localhost:80", "//localhost", "://localhost", "http:",
        "http:/localhost",
        "http://", "http://:80", "http:///", "file://", "http://localhost/", "http://localhost/a", "http://localhost?a",
        "http://localhost#a", "http://user@localhost", "http://localhost:", "http://localhost:0",
        "http://localhost:080",
        "http://localhost:65536", "http://localhost:99999999999999999999", "http://localhost:-1", "http://localhost:+1",
        "http://localhost:8x", "http://localhost:８０", "http://a:1:2", "http://::1", "http://[::1", "http://[]",
        "http://[a",
        "http://[localhost]", "http://[::1]x", "http://[::1]:", "http://a]", "http://a, http://b", "http://a http://b",
        "1http://a", "ht~tp://a", "http://münchen.de", "http://\u{212A}.example", "http://a\u{301}",
        "http://a$(reboot)",
        "http://a;b", "http://a'b", "http://<b>", "http://a%20b", "http://a\\b", "http://a\u{9B}2J",
        "http://" + String(repeating: "a", count: 300),
    ])
    func nothingElseIsOne(_ text: String) {
        #expect(Origin(text) == nil)
    }
}
