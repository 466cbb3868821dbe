import Foundation

/// One opening handshake from the client's side (RFC 6455 §4.1): what to ask, and whether the answer fits.
package struct WebSocketHandshake {
    let key = Data((0..<16).map { _ in UInt8.random(in: .min ... .max) }).base64EncodedString()
    let origin: String?
    let subprotocols: [String]
    let extraFields: [(name: String, value: String)]

    package init(
        origin: String? = nil,
        subprotocols: [String] = [],
        extraFields: [(name: String, value: String)] = []
    ) {
        self.origin = origin
        self.subprotocols = subprotocols
        self.extraFields = extraFields
    }

    package var fields: [(name: String, value: String)] {
        var fields = [
            (name: "Upgrade", value: "websocket"),
            (name: "Connection", value: "Upgrade"),
            (name: "Sec-WebSocket-Version", value: "13"),
            (name: "Sec-WebSocket-Key", value: key),
        ]
        if let origin { fields.append(("Origin", origin)) }
        if !subprotocols.isEmpty { fields.append(("Sec-WebSocket-Protocol", subprotocols.joined(separator: ", "))) }
        return fields + extraFields
    }

    func verify(_ reply: HTTPReply) throws {
        guard reply.status == 101 else { throw WebSocketTestError.refused(reply) }
        try expect(reply, "Upgrade") { $0?.lowercased() == "websocket" }
        try expect(reply, "Connection") { Self.tokens($0).contains("upgrade") }
        try expect(reply, "Sec-WebSocket-Accept") { $0 == Self.accept(for: key) }
        try expect(reply, "Sec-WebSocket-Protocol") { $0.map(subprotocols.contains) ?? true }
        let offered = extraFields.contains { $0.name.lowercased() == "sec-websocket-extensions" }
        try expect(reply, "Sec-WebSocket-Extensions") { $0 == nil || offered }
    }

    static func accept(for key: String) -> String {
        Data(SHA1.digest(of: Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))).base64EncodedString()
    }

    private func expect(_ reply: HTTPReply, _ name: String, _ fits: (String?) -> Bool) throws {
        let values = reply.values(of: name)
        guard values.count < 2, fits(values.first) else {
            throw WebSocketTestError.badHandshake("\(name): \(values)")
        }
    }

    private static func tokens(_ value: String?) -> [String] {
        (value ?? "").lowercased().split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
