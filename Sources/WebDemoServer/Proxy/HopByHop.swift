import HTTPTypes
import WebSockets

/// Fields that are for the next hop alone and end there (RFC 9110 §7.6.1).
extension HTTPFields {
    private static let hopByHop: Set<String> = [
        "connection", "expect", "http2-settings", "keep-alive", "proxy-authenticate", "proxy-authorization",
        "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
    ]

    /// What is passed on: without the fields of this hop and those that `Connection` names. The framing is made anew, so
    /// a length is not passed on either.
    var endToEnd: HTTPFields {
        let named = Set(listMembers(of: .connection).map { $0.lowercased() })
        return HTTPFields(
            filter { field in
                let name = field.name.canonicalName
                return !Self.hopByHop.contains(name) && !named.contains(name) && name != "content-length"
            }
        )
    }
}
