import Foundation

/// What can go wrong between a test and the server's socket.
package enum RawConnectionError: Error, Equatable, CustomStringConvertible {
    /// Not a numeric IPv4 or IPv6 address.
    case notAnAddress(String)
    /// The deadline passed; `unread` is what had arrived by then.
    case timedOut(doing: String, unread: [UInt8])
    /// The peer ended the stream in an orderly way (FIN), too early for what was asked.
    case closedByPeer(doing: String, unread: [UInt8])
    /// The peer reset the connection (RST).
    case resetByPeer(doing: String)
    /// The test itself has closed this connection.
    case alreadyClosed
    /// The peer answered with something that is not an HTTP/1.1 response that this client understands.
    case malformedReply(String)
    case systemCall(String, errno: Int32)

    package var description: String {
        switch self {
        case .notAnAddress(let host): "\(host) is not a numeric IP address"
        case .timedOut(let doing, let unread): "timed out while \(doing); unread: \(Self.quote(unread))"
        case .closedByPeer(let doing, let unread):
            "the peer closed the connection while \(doing); unread: \(Self.quote(unread))"
        case .resetByPeer(let doing): "the peer reset the connection while \(doing)"
        case .alreadyClosed: "the test has already closed this connection"
        case .malformedReply(let why): "malformed HTTP reply: \(why)"
        case .systemCall(let name, let errno): "\(name): \(String(cString: strerror(errno)))"
        }
    }

    private static func quote(_ bytes: [UInt8]) -> String {
        let shown = String(decoding: bytes.prefix(200), as: UTF8.self).debugDescription
        return bytes.count > 200 ? "\(shown)… (\(bytes.count) bytes)" : shown
    }
}
