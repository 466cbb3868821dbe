import HTTPTypes
import StaticSite
import Synchronization
import WebSockets

/// The fields of a request and what follows from them alone. A client sends the same ones again and again, so requests
/// share one of these.
final class RequestFields: Sendable {
    /// All but Host.
    let all: HTTPFields
    /// The value of the Host field.
    let host: String?
    let body: RequestHead.Body
    let asksToClose: Bool
    let asksToKeepAlive: Bool
    let expectsContinue: Bool
    let asksForUpgrade: Bool
    let file: FileRequest
    /// Whether a browser, and surely a browser, goes to a page with it.
    let isBrowsersNavigation: Bool
    /// Whether a browser goes to a document with it, in a window of its own or in a frame.
    let isForDocument: Bool
    /// Whether there is nothing to it but a file to be sent.
    let isPlain: Bool
    private let hostIsOurs = Atomic(false)

    /// Fails where the length of the body could be read in two ways (RFC 9112 §6.3).
    init(_ fields: HTTPFields, host: String?) throws(RequestError) {
        all = fields
        self.host = host
        body = try Self.body(fields)
        let connection = fields.listMembers(of: .connection)
        asksToClose = connection.contains { $0.isToken("close") }
        asksToKeepAlive = connection.contains { $0.isToken("keep-alive") }
        expectsContinue = fields.lists("100-continue", in: .expect)
        asksForUpgrade = fields.contains(.upgrade)
        file = FileRequest(fields)
        isForDocument = Self.isForDocument(fields)
        isBrowsersNavigation = file.isNavigation && fields.contains(.upgradeInsecureRequests)
        isPlain = body == .none && !asksForUpgrade && !isBrowsersNavigation
    }

    /// RFC 9112 §9.3.
    func wantsKeepAlive(isHTTP11: Bool) -> Bool {
        isHTTP11 ? !asksToClose : asksToKeepAlive
    }

    /// Whether `host` was found to name this server, on whichever of its addresses.
    var isHostKnown: Bool { hostIsOurs.load(ordering: .relaxed) }

    func noteKnownHost() {
        hostIsOurs.store(true, ordering: .relaxed)
    }

    /// `Sec-Fetch-Dest` says it where a browser sends it; it does not on plain HTTP over a LAN.
    private static func isForDocument(_ fields: HTTPFields) -> Bool {
        if let destination = fields[.secFetchDest] { return ["document", "iframe", "frame"].contains(destination) }
        return fields[.upgradeInsecureRequests] == "1"
            && AcceptedType.weight(of: "text/html", in: fields[.accept]) > 0
    }

    private static func body(_ fields: HTTPFields) throws(RequestError) -> RequestHead.Body {
        let lengths = fields[values: .contentLength]
        if let coding = fields[.transferEncoding] {
            guard lengths.isEmpty else { throw .malformed("Transfer-Encoding beside a length") }
            guard coding.isToken("chunked") else { throw .transferCodingUnknown }
            return .chunked
        }
        guard let length = lengths.first else { return .none }
        guard lengths.count == 1, !length.isEmpty, length.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
            throw .malformed("Content-Length is one number")
        }
        // A number too large for us is a body too long for us.
        let count = Int(length) ?? .max
        return count == 0 ? .none : .length(count)
    }
}
