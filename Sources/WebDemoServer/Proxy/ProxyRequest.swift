import HTTPTypes
import NIOCore
import NIOHTTP1
import WebSockets

/// A request as the other server gets it.
struct ProxyRequest {
    /// In origin form, behind the target's base path.
    let target: String
    let fields: HTTPFields
    /// The Host field: what the browser said, so that comparing it with Origin goes on to work; for `https` the target's
    /// own, because names behind TLS are told apart by it.
    let host: String

    /// `hop` names this server in `Via`, by which it knows a request that comes round to it.
    init(_ head: RequestHead, rule: ProxyRule, client: SocketAddress?, hop: String) {
        target = rule.target.basePath + ProxyPath.encoded(head.line.target.readableBytesView)
        host = rule.target.isSecure ? rule.target.authority : head.authority ?? rule.target.authority
        var fields = head.fields.all.endToEnd
        fields[.cookie] = fields[.cookie].flatMap(TeacherAccess.withoutItsCookie)
        let address = client?.ipAddress ?? "unknown"
        fields[.forwardedFor] = address
        fields[.forwardedHost] = head.authority
        fields[.forwardedProto] = "http"
        fields[.forwarded] = Self.forwarded(address, head.authority)
        fields[.via] = (fields[.via].map { "\($0), " } ?? "") + "\(head.isHTTP11 ? "1.1" : "1.0") \(hop)"
        self.fields = fields
    }

    /// What NIO writes as the head of a request. There is at most one Cookie field in it (RFC 6265 §5.4); the library takes
    /// one apart.
    var headers: HTTPHeaders {
        let others = fields.filter { $0.name != .cookie }.map { ($0.name.rawName, $0.value) }
        return HTTPHeaders([("Host", host)] + others + (fields[.cookie].map { [("Cookie", $0)] } ?? []))
    }

    /// RFC 7239 §4. The authority is known to have no quotes in it: it is a name of this server.
    private static func forwarded(_ address: String, _ authority: String?) -> String {
        let node = address.contains(":") ? "\"[\(address)]\"" : address
        return "for=\(node)" + (authority.map { ";host=\"\($0)\"" } ?? "") + ";proto=http"
    }
}

extension HTTPField.Name {
    // They are tokens, so none of them is `nil`.
    static let forwarded = HTTPField.Name("Forwarded") ?? .via
    static let forwardedFor = HTTPField.Name("X-Forwarded-For") ?? .via
    static let forwardedHost = HTTPField.Name("X-Forwarded-Host") ?? .via
    static let forwardedProto = HTTPField.Name("X-Forwarded-Proto") ?? .via
}
