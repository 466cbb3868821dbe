import Crypto
package import HTTPTypes

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Judges the request that opens a WebSocket and writes the answer (RFC 6455 §4.2).
package struct Handshake: Equatable, Sendable {
    /// The subprotocol that was agreed on, if any.
    package let subprotocol: String?
    /// How messages are compressed, if they are.
    package let compression: PerMessageDeflate?
    /// What stands behind the `?` of the target, as it was sent.
    package let query: String?
    /// What is to be done wrong from now on.
    package let misconduct: Misconduct?
    /// The `101` that makes the connection a WebSocket.
    package let response: HTTPResponse

    /// Whether a request asks for a WebSocket at all; whether rightly, `init` tells.
    package static func isRequested(by request: HTTPRequest) -> Bool {
        request.headerFields.lists("websocket", in: .upgrade)
    }

    /// The request's `authority` is the one that the server has accepted as its own. Pages of `allowedOrigins` may connect
    /// where otherwise only pages of the same origin may.
    package init(
        _ request: HTTPRequest,
        terms: HandshakeTerms,
        allowedOrigins: [Origin] = []
    ) throws(HandshakeRefusal) {
        let fields = request.headerFields
        guard request.method == .get else { throw .methodNotGET }
        guard fields.lists("upgrade", in: .connection) else { throw .connectionNotUpgrade }
        guard let version = fields[.secWebSocketVersion] else { throw .versionMissing }
        guard version == "13" else { throw .versionNotSupported(version) }
        guard let key = fields[.secWebSocketKey] else { throw .keyMissing }
        guard Self.isKey(key) else { throw .keyNotOfSixteenBytes }
        // No host is named so.
        let authority = request.authority ?? ""
        switch terms.origins {
        case .any: break
        case .sameOrigin:
            try Self.check(origin: fields[.origin], allowedOrigins) { $0 == $0.ofSameScheme(at: authority) }
        case .ownOrigin:
            guard let text = fields[.origin] else { break }
            guard let origin = Origin(text), origin == origin.ofSameScheme(at: authority) else {
                throw .originNotOwn(text)
            }
        case .sameHost:
            try Self.check(origin: fields[.origin], allowedOrigins) { $0.isAtHost(of: authority) }
        case .only(let origin): try Self.check(origin: fields[.origin], is: origin)
        }
        subprotocol = Self.subprotocol(offered: fields.listMembers(of: .secWebSocketProtocol), terms)
        guard subprotocol != nil || !terms.demandsSubprotocol else {
            throw .subprotocolMissing(known: terms.subprotocols)
        }
        compression = try Self.compression(offered: fields[.secWebSocketExtensions], terms.compression)
        query = Self.query(of: request)
        misconduct = terms.misconduct
        var response = Self.response(acceptingKey: key, subprotocol: subprotocol, compression: compression)
        Self.add(terms.fields, for: query, to: &response.headerFields)
        misconduct?.spoil(&response.headerFields)
        self.response = response
    }

    /// 16 bytes in base64.
    static func isKey(_ text: String) -> Bool {
        text.utf8.count == 24 && Data(base64Encoded: text)?.count == 16
    }

    private static func query(of request: HTTPRequest) -> String? {
        guard let path = request.path, let mark = path.utf8.firstIndex(of: UInt8(ascii: "?")) else { return nil }
        return String(path[path.utf8.index(after: mark)...])
    }

    /// The fixed text of RFC 6455 §1.3.
    package static let guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    /// What proves that the server read the key: SHA-1 of the key and a fixed text, in base64 (RFC 6455 §4.2.2).
    package static func accept(forKey key: String) -> String {
        let digest = Insecure.SHA1.hash(data: Data((key + guid).utf8))
        return Data(digest).base64EncodedString()
    }

    /// An offer that cannot be had is passed over; a list that is none is refused (RFC 6455 §9.1).
    private static func compression(
        offered: String?,
        _ options: CompressionOptions?
    ) throws(HandshakeRefusal) -> PerMessageDeflate? {
        guard let offered else { return nil }
        guard let offers = ExtensionOffer.parse(offered) else { throw .extensionsMalformed }
        return options.flatMap { PerMessageDeflate.negotiate(offers, $0) }
    }

    private static func response(
        acceptingKey key: String,
        subprotocol: String?,
        compression: PerMessageDeflate?
    ) -> HTTPResponse {
        var response = HTTPResponse(status: .switchingProtocols)
        response.headerFields[.upgrade] = "websocket"
        response.headerFields[.connection] = "Upgrade"
        response.headerFields[.secWebSocketAccept] = accept(forKey: key)
        response.headerFields[.secWebSocketProtocol] = subprotocol
        response.headerFields[.secWebSocketExtensions] = compression?.responseField
        return response
    }

    /// No origin is no browser: nobody is misled into connecting, so it is let in.
    private static func check(
        origin text: String?,
        _ allowedOrigins: [Origin],
        _ isOwn: (Origin) -> Bool
    ) throws(HandshakeRefusal) {
        guard let text else { return }
        guard let origin = Origin(text), isOwn(origin) || allowedOrigins.contains(origin) else {
            throw .originNotAllowed(text)
        }
    }

    private static func check(origin text: String?, is allowed: String) throws(HandshakeRefusal) {
        guard let origin = text.flatMap(Origin.init), origin == Origin(allowed) else { throw .originNot(allowed) }
    }

    private static func add(_ added: [HandshakeTerms.Field], for query: String?, to fields: inout HTTPFields) {
        let commands = (query ?? "").split(separator: "&")
        for field in added where field.command.map({ commands.contains(Substring($0)) }) ?? true {
            guard let name = HTTPField.Name(field.name) else { continue }
            fields.append(HTTPField(name: name, value: field.value))
        }
    }

    /// The client's order decides. What is chosen is said in our own bytes.
    private static func subprotocol(offered: [String], _ terms: HandshakeTerms) -> String? {
        offered.lazy.compactMap { name in terms.subprotocols.first { $0.isSameBytes(as: name) } }.first
    }
}
