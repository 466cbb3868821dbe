import NIOCore

/// Hosts and ports as they stand in addresses (RFC 3986 §3.2.2).
enum HostText {
    /// What a browser opens for the server's start page.
    static func url(_ host: String, _ port: Int) -> String {
        "http://\(bracketed(host))\(port == 80 ? "" : ":\(port)")/"
    }

    fileprivate static func bracketed(_ host: String) -> String {
        host.contains(":") ? "[\(host)]" : host
    }
}

extension SocketAddress {
    var hostAndPort: String? {
        guard let host = ipAddress, let port else { return nil }
        return "\(HostText.bracketed(host)):\(port)"
    }
}
