import TestSupport
import Testing

/// What a visitor of a WebSocket's address is told about the own request.
@Suite(.liveSite())
struct LiveUpgradeCheckTests {
    @Test func requestIsShownWithWhatItLacks() async throws {
        try await liveSite { site in
            let fields = [("Upgrade", "h2c"), ("Sec-WebSocket-Version", "13"), ("Cookie", "a=secret")]
            let reply = try site.request("/echo?trace=0123456789abcdef0123456789abcdef", fields)
            #expect(reply.status == 426)
            let lines = reply.text.split(separator: "\n")
            #expect(lines.contains("> GET /echo?trace=******************************** HTTP/1.1"))
            #expect(lines.contains("> Cookie: ********"))
            #expect(lines.contains("[ok]      GET … HTTP/1.1"))
            #expect(lines.contains("[ok]      Sec-WebSocket-Version: 13"))
            #expect(lines.contains("[wrong]   Upgrade: h2c"))
            #expect(lines.contains("          wanted: Upgrade: websocket"))
            #expect(lines.contains("[missing] Connection: Upgrade"))
            #expect(lines.contains("[missing] Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
            #expect(lines.contains { $0.contains("curl -i -N --http1.1") })
        }
    }
}
