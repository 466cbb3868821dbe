import TestSupport
import Testing
import WebDemoServer

@Suite(
    .liveSite { site in
        try site.write("a file of that name", to: "echo")
    }
)
struct LiveDemoFileTests {
    @Test func fileOfADemosNameIsServedAndTheWebSocketStillWorks() async throws {
        try await liveSite { site in
            let connection = try site.connect()
            try connection.sendRequest("GET", "/echo")
            let reply = try connection.readReply()
            #expect(reply.status == 200)
            #expect(reply.text == "a file of that name")
            let client = try WebSocketTestClient(on: connection, path: "/echo")
            try client.sendText("hello")
            try #expect(client.readText() == "hello")
        }
    }

    @Test func browserIsToldInHTML() async throws {
        let templates = try TemporaryDirectory()
        try templates.write("<h1>{{path}}</h1>{{url}}", to: "426.mustache")
        try templates.write("<h1>{{status}}</h1>{{detailEN}}", to: "error.mustache")
        try await withLiveSite({ $0.templates = templates.path }) { site in
            let accept = [("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")]
            let reply = try site.request("/echo", accept)
            #expect(reply.status == 426)
            #expect(reply["Content-Type"] == "text/html; charset=utf-8")
            #expect(reply["Vary"] == "Accept")
            #expect(reply.text == "<h1>/echo</h1>ws://127.0.0.1:\(site.port)/echo")
            let missing = try site.request("/%3Cscript%3E", accept)
            #expect(missing.status == 404)
            #expect(missing.text.contains("&lt;script&gt;"))
            #expect(!missing.text.contains("<script>"))
            let plain = try site.request("/echo", [("Accept", "*/*")])
            #expect(plain["Content-Type"] == "text/plain; charset=utf-8")
        }
    }
}
