import Foundation
import HTTPTypes
import TestSupport
import WebSockets

/// The opening handshake, with the fields' values as lines of the stream.
enum HandshakeTarget {
    private static let names: [HTTPField.Name] = [
        .secWebSocketKey, .secWebSocketVersion, .connection, .upgrade, .secWebSocketProtocol, .origin,
        .secWebSocketExtensions,
    ]

    static func check(_ input: FuzzInput) throws {
        let request = request(input)
        var terms = HandshakeTerms(
            origins: input.options & 1 == 0 ? .any : .sameOrigin,
            subprotocols: input.options & 2 == 0 ? [] : ["b", "webdemo.chat.v1"],
            demandsSubprotocol: input.options & 16 != 0
        )
        if input.options & 4 != 0 { terms.compression = nil }
        if input.options & 8 != 0 { terms.compression?.windowBits = 10 }
        _ = Handshake.isRequested(by: request)
        do {
            let handshake = try Handshake(request, terms: terms, allowedOrigins: [.null])
            try check(handshake, of: request, terms: terms)
        } catch let refusal as HandshakeRefusal {
            try expect(refusal.status.kind == .clientError, "\(refusal) is not the client's fault")
            try expect(!refusal.explanation.en.isEmpty && !refusal.explanation.zh.isEmpty, "\(refusal) without words")
        }
    }

    private static func request(_ input: FuzzInput) -> HTTPRequest {
        let method = HTTPRequest.Method(String(decoding: input.steps, as: UTF8.self)) ?? .get
        var request = HTTPRequest(method: method, scheme: "http", authority: "localhost:8080", path: "/")
        for (name, line) in zip(names, input.stream.split(separator: 0x0A, omittingEmptySubsequences: false)) {
            for value in line.split(separator: 0x00) {
                request.headerFields.append(HTTPField(name: name, value: Array(value)))
            }
        }
        return request
    }

    private static func check(_ handshake: Handshake, of request: HTTPRequest, terms: HandshakeTerms) throws {
        let (asked, answer) = (request.headerFields, handshake.response.headerFields)
        let key = asked[.secWebSocketKey] ?? ""
        try expect(request.method == .get && asked[.secWebSocketVersion] == "13", "not asked for version 13 by GET")
        try expect(Data(base64Encoded: key)?.count == 16, "the key \(key)")
        try expect(handshake.response.status == .switchingProtocols, "no 101")
        try expect(answer[.upgrade] == "websocket" && answer[.connection] == "Upgrade", "the answer: \(answer)")
        let digest = SHA1.digest(of: Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
        try expect(answer[.secWebSocketAccept] == Data(digest).base64EncodedString(), "a wrong accept")
        try expect(answer[.secWebSocketProtocol] == handshake.subprotocol, "the agreed subprotocol is not told")
        if let subprotocol = handshake.subprotocol {
            let offered = (asked[.secWebSocketProtocol] ?? "").split { ", \t".contains($0) }
            try expect(terms.subprotocols.contains(subprotocol), "the endpoint does not speak \(subprotocol)")
            try expect(offered.contains { $0 == subprotocol }, "nobody offered \(subprotocol)")
        }
        if let origin = asked[.origin]?.lowercased(), terms.origins == .sameOrigin {
            try expect(["null", "http://localhost:8080", "https://localhost:8080"].contains(origin), origin)
        }
        try expect(handshake.subprotocol != nil || !terms.demandsSubprotocol, "no subprotocol")
        try check(
            handshake.compression,
            answer[.secWebSocketExtensions],
            for: asked[.secWebSocketExtensions] ?? "",
            terms
        )
    }

    /// What is agreed on is what is told, and nothing that was not offered (RFC 7692 §7.1).
    private static func check(
        _ agreed: PerMessageDeflate?,
        _ answer: String?,
        for offer: String,
        _ terms: HandshakeTerms
    ) throws {
        try expect(agreed?.responseField == answer, "the agreed extension is not told")
        guard let agreed, let answer else { return }
        try expect(terms.compression != nil && offer.lowercased().contains("permessage-deflate"), "nobody offered it")
        try expect((9...15).contains(agreed.serverMaxWindowBits), "a server's window of \(agreed.serverMaxWindowBits)")
        try expect((8...15).contains(agreed.clientMaxWindowBits), "a client's window of \(agreed.clientMaxWindowBits)")
        for parameter in answer.split(separator: "; ").dropFirst() where parameter.hasPrefix("client_max") {
            try expect(offer.lowercased().contains("client_max_window_bits"), "nobody offered \(parameter)")
        }
        try expect(ExtensionOffer.parse(answer)?.count == 1, "not an extension: \(answer)")
    }
}
