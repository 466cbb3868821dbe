import TestSupport
import Testing

/// WebSocket clients that others wrote, against the built program.
struct PythonClientTests {
    @Test func websocketsGetsItsMessagesBack() async throws {
        try await WebDemoProgram.run { program in
            let result = try await PythonClient.run("websockets_messages", program.webSocketURL("/echo"))
            let expected: JSONValue = [
                "text": "你好", "empty": "", "binary": [0, 255, 128], "fragments": "永远不要说永远",
                "binaryFragments": [1, 2, 3], "largeIsSame": true,
            ]
            #expect(result == expected)
        }
    }

    @Test func websocketsGetsItsPongsAndItsCloseCode() async throws {
        try await WebDemoProgram.run { program in
            let result = try await PythonClient.run("websockets_control", program.webSocketURL("/echo"))
            #expect(result == ["pongs": 2, "echo": "last", "code": 4001, "wasOurs": true])
        }
    }

    @Test func websocketsIsToldWhyItIsClosed() async throws {
        try await WebDemoProgram.run { program in
            let url = program.webSocketURL("/echo")
            let result = try await PythonClient.run("websockets_too_big", url, "\(1 << 20 | 1)")
            #expect(result["code"] == 1009)
            #expect(result["reason"]?.string?.contains("1048576") == true)
        }
    }

    @Test func websocketsAgreesOnASubprotocol() async throws {
        try await WebDemoProgram.run { program in
            let url = program.webSocketURL("/chat")
            let chosen = try await PythonClient.run("websockets_subprotocol", url, "other", "webdemo.chat.v1")
            #expect(chosen == ["subprotocol": "webdemo.chat.v1"])
            let none = try await PythonClient.run("websockets_subprotocol", url, "other")
            #expect(none == ["subprotocol": .null])
        }
    }

    /// Rows: what the client asks for, and what must be in the answer.
    @Test(arguments: [
        ("{}", ""), (#"{"server_no_context_takeover": true}"#, "server_no_context_takeover"),
        (#"{"client_no_context_takeover": true}"#, ""),
        (
            #"{"server_no_context_takeover": true, "client_no_context_takeover": true}"#,
            "server_no_context_takeover"
        ),
        (#"{"server_max_window_bits": 9}"#, "server_max_window_bits=9"),
        (#"{"server_max_window_bits": 15, "client_max_window_bits": 15}"#, ""),
        (#"{"server_max_window_bits": 10, "client_max_window_bits": 10}"#, "server_max_window_bits=10"),
        (#"{"client_max_window_bits": null}"#, ""),
    ])
    func websocketsCompresses(parameters: String, answer: String) async throws {
        try await WebDemoProgram.run { program in
            let url = program.webSocketURL("/echo")
            let result = try await PythonClient.run("websockets_deflate", url, parameters)
            let extensions = result["extensions"]?.string ?? ""
            try #require(extensions.contains("permessage-deflate"))
            #expect(extensions.contains(answer) || answer.isEmpty, "\(extensions)")
            #expect(result["areSame"] == true)
            // All the long ones; the short may be sent as they are.
            #expect(result["compressed"]?.number ?? 0 >= 4)
        }
    }

    @Test func twentyWebsocketsAreServedAtOnce() async throws {
        try await WebDemoProgram.run { program in
            let right = try await PythonClient.run("websockets_crowd", program.webSocketURL("/echo"), "20")
            #expect(right == 400)
        }
    }

    @Test func picowsGetsItsMessagesItsPongAndItsCloseBack() async throws {
        try await WebDemoProgram.run { program in
            let result = try await PythonClient.run("picows_echo", program.webSocketURL("/echo"))
            #expect(result == ["text": "你好", "binaryIsSame": true, "pong": "are you there", "code": 1001])
        }
    }
}
