import TestSupport
import Testing
import WebDemoServer

struct LiveSubprotocolTests {
    @Test(
        arguments: [
            (["count.json"], "count.json", #"{"kind":"text","bytes":2}"#),
            (["count.text", "count.json"], "count.text", "2 bytes of text"),
            (["x", "count.json"], "count.json", #"{"kind":"text","bytes":2}"#),
        ]
    )
    func theFirstThatIsSpokenIsChosen(_ offered: [String], _ chosen: String, _ answer: String) async throws {
        try await withLiveSite { site in
            let client = try WebSocketTestClient(port: site.port, path: "/subprotocols", subprotocols: offered)
            #expect(client.subprotocol == chosen)
            try client.sendText("hi")
            try #expect(client.readText() == answer)
        }
    }
}
