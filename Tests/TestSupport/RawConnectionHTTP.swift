/// Turns requests into bytes and bytes into `HTTPReply`, one at a time, so that a connection can be kept alive.
extension RawConnection {
    /// Sends one well-formed request. Adds `Host`, and `Content-Length` where there is a body, unless `fields` has
    /// them.
    package func sendRequest(
        _ method: String = "GET",
        _ target: String,
        fields: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) throws {
        var fields = fields
        let names = Set(fields.map { $0.name.lowercased() })
        if !names.contains("host") { fields.insert(("Host", authority), at: 0) }
        if !body.isEmpty, !names.contains("content-length") { fields.append(("Content-Length", String(body.count))) }
        let lines = ["\(method) \(target) HTTP/1.1"] + fields.map { "\($0.name): \($0.value)" }
        try send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
    }

    /// Reads the next response, an interim one (1xx) too. `toHead`: it answers a HEAD request, so no body follows.
    ///
    /// Without `Content-Length` the body reaches to the end of the stream. Transfer codings are refused.
    package func readReply(toHead: Bool = false, within limit: Duration = .seconds(60)) throws -> HTTPReply {
        var reply = try HTTPReply(head: read(until: "\r\n\r\n", within: limit))
        guard !toHead, !reply.neverHasBody else { return reply }
        if let coding = reply["Transfer-Encoding"] {
            throw RawConnectionError.malformedReply("Transfer-Encoding \(coding) is not understood here")
        }
        if let length = try reply.statedLength {
            reply.body = try read(exactly: length, within: limit)
        } else {
            reply.body = try readToEnd(within: limit)
        }
        return reply
    }

    /// What the `Host` field of a browser says for this address.
    package var authority: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
