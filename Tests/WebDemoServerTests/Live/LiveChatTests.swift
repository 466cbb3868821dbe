import NIOCore
import TestSupport
import Testing
import WebDemoServer
import WebSockets

/// Every test has a server of its own, as the room is shared by all who come.
struct LiveChatTests {
    @Test func threeMembersHearEachOther() async throws {
        try await withLiveSite { site in
            let anna = try ChatMember(site, "Anna")
            try #expect(anna.next("welcome")["members"]?.array?.count == 1)
            let bo = try ChatMember(site, "Bo")
            try #expect(bo.next("welcome")["members"]?.array?.count == 2)
            try #expect(anna.next("joined")["name"]?.string == "Bo")
            let cy = try ChatMember(site, "Cy")
            _ = try cy.next("welcome")
            for member in [anna, bo] {
                try #expect(member.next("joined")["name"]?.string == "Cy")
            }
            try bo.say("你好")
            for member in [anna, bo, cy] {
                let message = try member.next("message")
                #expect(message["text"]?.string == "你好")
                #expect(message["name"]?.string == "Bo")
            }
        }
    }

    @Test func membersOfOneNameAreToldApart() async throws {
        try await withLiveSite { site in
            let first = try ChatMember(site, "Anna")
            let firstID = try first.next("welcome")["id"]
            let second = try ChatMember(site, "Anna")
            let secondID = try second.next("welcome")["id"]
            #expect(firstID != nil && firstID != secondID)
            try #expect(first.next("joined")["id"] == secondID)
            try second.say("which?")
            try #expect(first.next("message")["id"] == secondID)
        }
    }

    @Test func whoComesLateReadsWhatWasSaid() async throws {
        try await withLiveSite { site in
            let early = try ChatMember(site, "Early")
            _ = try early.next("welcome")
            for number in 0..<105 {
                try early.say("\(number)")
                _ = try early.next("message")
            }
            let late = try ChatMember(site, "Late")
            let history = try late.next("welcome")["history"]?.array ?? []
            #expect(history.map { $0["text"]?.string } == (5..<105).map { "\($0)" })
        }
    }

    @Test func leavingByMessageAndByDisconnectingIsTold() async throws {
        try await withLiveSite { site in
            let anna = try ChatMember(site, "Anna")
            _ = try anna.next("welcome")
            let others = try ["Bo", "Cy", "Di"].map { try ChatMember(site, $0) }
            for _ in others {
                _ = try anna.next("joined")
            }
            try others[0].request(["type": "leave"])
            try #expect(anna.next("left")["name"]?.string == "Bo")
            try others[1].client.connection.reset()
            try #expect(anna.next("left")["name"]?.string == "Cy")
            try others[2].client.sendClose(code: 1001)
            _ = try others[2].client.connection.readToEnd()
            others[2].client.connection.close()
            try #expect(anna.next("left")["name"]?.string == "Di")
            try anna.say("alone")
            try #expect(anna.next("message")["text"]?.string == "alone")
        }
    }

    @Test func memberThatNeverReadsIsLetGoAndTheOthersGoOn() async throws {
        let limit: (inout ServerOptions) -> Void = {
            $0.webSocketLimits.maxPendingBytes = 64 << 10
            $0.webSocketLimits.closeTimeout = .milliseconds(100)
        }
        try await withLiveSite(limit) { site in
            let anna = try ChatMember(site, "Anna")
            _ = try anna.next("welcome")
            let sleeper = try ChatMember(site, "Sleeper", receiveBufferBytes: 4096)
            _ = try sleeper.next("welcome")
            try #expect(anna.next("joined")["name"]?.string == "Sleeper")
            var isTold = false
            for number in 0..<4000 where !isTold {
                try anna.say("\(number)" + String(repeating: " ", count: 4000))
                let event = try anna.nextEvent()
                isTold = event["type"]?.string == "left" && event["name"]?.string == "Sleeper"
            }
            #expect(isTold)
        }
    }

    /// Rows: the code of the error, and the message that earns it from someone who has not joined.
    static let refused: [(code: String, text: AbridgedText)] = [
        ("invalid-json", ""), ("invalid-json", "hello"), ("invalid-json", "[]"), ("invalid-json", "1"),
        ("invalid-json", #"{"type":"join","name":"\#u{0}"}"#), ("invalid-json", #"{"type":1}"#),
        ("invalid-json", #"{"type":"join","name":["Anna"]}"#), ("invalid-json", #"{"type":"join","#),
        ("invalid-json", AbridgedText(String(repeating: "[", count: 32_000))),
        ("invalid-json", AbridgedText(String(repeating: #"{"type":"#, count: 4000))),
        ("unknown-type", "{}"), ("unknown-type", #"{"type":"shout"}"#), ("unknown-type", #"{"type":null}"#),
        ("bad-name", #"{"type":"join"}"#), ("bad-name", #"{"type":"join","name":""}"#),
        ("bad-name", #"{"type":"join","name":" \t "}"#),
        ("bad-name", #"{"type":"join","name":"\#(String(repeating: "n", count: 97))"}"#),
        ("not-joined", #"{"type":"message","text":"x"}"#), ("not-joined", #"{"type":"leave"}"#),
        ("bad-message", #"{"type":"message"}"#), ("bad-message", #"{"type":"message","text":""}"#),
        ("bad-message", AbridgedText(String(repeating: "x", count: 100 << 10))),
    ]

    @Test(arguments: refused)
    func errorsAreToldAndTheSocketStaysOpen(code: String, text: AbridgedText) async throws {
        try await withLiveSite { site in
            let client = try site.webSocket("/chat")
            try client.sendText(text.string)
            try client.sendText(text.string)
            for _ in 0..<2 {
                let error = try JSONValue(parsing: client.readText())
                #expect(error["type"]?.string == "error")
                #expect(error["code"]?.string == code)
            }
            try client.sendText(#"{"type":"join","name":"Anna"}"#)
            try #expect(JSONValue(parsing: client.readText())["type"]?.string == "welcome")
        }
    }

    @Test func messageOfBinaryTypeIsAnError() async throws {
        try await withLiveSite { site in
            let client = try site.webSocket("/chat")
            try client.sendBinary(Array(#"{"type":"join","name":"Anna"}"#.utf8))
            try #expect(JSONValue(parsing: client.readText())["code"]?.string == "text-only")
        }
    }

    @Test func textOf4096BytesIsTheLongest() async throws {
        try await withLiveSite { site in
            let anna = try ChatMember(site, "Anna")
            _ = try anna.next("welcome")
            // Written as escapes it is six times as long on the wire.
            let text = String(repeating: #"\u0061"#, count: 4096)
            try anna.client.sendText(#"{"type":"message","text":"\#(text)"}"#)
            try #expect(anna.next("message")["text"]?.string?.utf8.count == 4096)
            try anna.say(String(repeating: "a", count: 4097))
            try #expect(anna.next("error")["code"]?.string == "bad-message")
            try anna.request(["type": "join", "name": "Again"])
            try #expect(anna.next("error")["code"]?.string == "already-joined")
        }
    }
}

/// A WebSocket in the chat that asks to join at once.
private struct ChatMember {
    let client: WebSocketTestClient

    init(_ site: LiveSite, _ name: String, receiveBufferBytes: Int? = nil) throws {
        client = try WebSocketTestClient(on: site.connect(receiveBufferBytes: receiveBufferBytes), path: "/chat")
        try request(["type": "join", "name": .string(name)])
    }

    func say(_ text: String) throws {
        try request(["type": "message", "text": .string(text)])
    }

    func request(_ value: JSONValue) throws {
        try client.sendText(value.text)
    }

    /// The next event, which must be of this type.
    func next(_ type: String) throws -> JSONValue {
        let event = try nextEvent()
        try #require(event["type"]?.string == type, "\(event)")
        return event
    }

    func nextEvent() throws -> JSONValue {
        try JSONValue(parsing: client.readText())
    }
}
