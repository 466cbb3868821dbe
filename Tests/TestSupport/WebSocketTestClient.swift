/// A WebSocket client for tests that does nothing by itself: no pong, no answer to a Close, no joining of frames
/// unless asked, so that a test sees what the server does.
///
/// It may send what no client should. Blocking, like the `RawConnection` below it.
package final class WebSocketTestClient {
    package let connection: RawConnection
    /// The server's `101 Switching Protocols`.
    package let reply: HTTPReply

    package var subprotocol: String? { reply["Sec-WebSocket-Protocol"] }

    /// Connects and does the handshake. Throws `WebSocketTestError.refused` with the reply unless it is a 101.
    package convenience init(
        host: String = "127.0.0.1",
        port: Int,
        path: String = "/echo",
        origin: String? = nil,
        subprotocols: [String] = [],
        extraFields: [(name: String, value: String)] = []
    ) throws {
        try self.init(
            on: RawConnection(host: host, port: port),
            path: path,
            origin: origin,
            subprotocols: subprotocols,
            extraFields: extraFields
        )
    }

    /// Does the handshake on a connection that may have been used for other requests.
    package init(
        on connection: RawConnection,
        path: String,
        origin: String? = nil,
        subprotocols: [String] = [],
        extraFields: [(name: String, value: String)] = []
    ) throws {
        let handshake = WebSocketHandshake(origin: origin, subprotocols: subprotocols, extraFields: extraFields)
        try connection.sendRequest("GET", path, fields: handshake.fields)
        reply = try connection.readReply()
        try handshake.verify(reply)
        self.connection = connection
    }

    package func send(
        opcode: UInt8,
        fin: Bool = true,
        rsv: UInt8 = 0,
        payload: [UInt8] = [],
        masked: Bool = true
    ) throws {
        try connection.send(TestFrame(opcode: opcode, fin: fin, rsv: rsv, masked: masked, payload: payload).bytes)
    }

    package func sendText(_ text: String) throws {
        try send(opcode: TestFrame.text, payload: Array(text.utf8))
    }

    package func sendBinary(_ bytes: [UInt8]) throws {
        try send(opcode: TestFrame.binary, payload: bytes)
    }

    /// Sends a Close; without a code its payload is empty.
    package func sendClose(code: Int? = 1000, reason: String = "") throws {
        let payload = code.map { [UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)] + Array(reason.utf8) }
        try send(opcode: TestFrame.close, payload: payload ?? [])
    }

    package func readFrame(within limit: Duration = .seconds(60)) throws -> TestFrame {
        try connection.readFrame(within: limit)
    }

    /// On a busy machine a test may last until the server asks whether anybody is there.
    private func readPastPings(within limit: Duration) throws -> TestFrame {
        while true {
            let frame = try readFrame(within: limit)
            guard frame.opcode == TestFrame.ping, frame.payload.isEmpty else { return frame }
        }
    }

    /// Reads one text message, in one frame or in several. A control frame before or within it, other than the server's
    /// ping, is an error.
    package func readText(within limit: Duration = .seconds(60)) throws -> String {
        try Self.string(readMessage(TestFrame.text, "a text message", within: limit))
    }

    package func readBinary(within limit: Duration = .seconds(60)) throws -> [UInt8] {
        try readMessage(TestFrame.binary, "a binary message", within: limit)
    }

    /// The next frame must be a well-formed Close. Its code is nil when it has no payload.
    package func expectClose(within limit: Duration = .seconds(60)) throws -> (code: Int?, reason: String) {
        let frame = try readPastPings(within: limit)
        let payload = frame.payload
        guard frame == TestFrame(opcode: TestFrame.close, payload: payload), payload.count != 1 else {
            throw WebSocketTestError.unexpectedFrame(frame, expected: "a Close")
        }
        guard payload.count >= 2 else { return (nil, "") }
        return (Int(payload[0]) << 8 | Int(payload[1]), try Self.string(Array(payload[2...])))
    }

    /// The next frame must be a Close, and behind it nothing but the end of the stream (FIN, no reset).
    package func expectEnd(within limit: Duration = .seconds(60)) throws -> (code: Int?, reason: String) {
        let close = try expectClose(within: limit)
        let rest = try connection.readToEnd(within: limit)
        guard rest.isEmpty else { throw WebSocketTestError.bytesAfterClose(rest) }
        return close
    }

    private func readMessage(_ opcode: UInt8, _ expected: String, within limit: Duration) throws -> [UInt8] {
        var frame = try readPastPings(within: limit)
        var message = frame.payload
        var next = opcode
        while frame.opcode == next, frame.rsv == 0, !frame.masked {
            if frame.fin { return message }
            next = TestFrame.continuation
            frame = try readPastPings(within: limit)
            message += frame.payload
        }
        throw WebSocketTestError.unexpectedFrame(frame, expected: expected)
    }

    private static func string(_ bytes: [UInt8]) throws -> String {
        guard let string = String(validating: bytes, as: UTF8.self) else { throw WebSocketTestError.notUTF8(bytes) }
        return string
    }
}
