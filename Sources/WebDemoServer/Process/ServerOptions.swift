package import StaticSite
package import WebSockets

/// Everything that can be chosen about a server.
package struct ServerOptions: Sendable {
    package enum Binding: Equatable, Sendable {
        /// `127.0.0.1` and `::1`: reachable from this machine alone.
        case loopback
        /// Every address of the machine.
        case allAddresses
        /// One address, or the first that a name resolves to.
        case address(String)
    }

    /// The directory that is served.
    package var directory: String
    /// Where the pages for errors and explanations are; `nil` for built-in text.
    package var templates: String?
    package var site = SiteOptions()
    /// Where webdemo's own pages are; they are always to be had below `/_webdemo/`. `nil`: nowhere.
    package var ownPages: String?
    /// `nil`: pages do not follow their files.
    package var reload: ReloadOptions?
    package var binding = Binding.loopback
    /// The ports that were asked for, each of which must be had. Empty: 80, else 8080, else the next free one.
    package var ports: [Int] = []
    /// Host names that requests may use beside this machine's own.
    package var allowedHosts: [String] = []
    /// Whose pages may connect where otherwise only pages of this server may.
    package var allowedOrigins: [Origin] = []
    /// Which paths are other servers'.
    package var proxies: [ProxyRule] = []
    package var proxyTimeouts = ProxyTimeouts()
    package var headLimits = HeadLimits()
    package var timeouts = HTTPTimeouts()
    package var webSocketLimits = WebSocketLimits()
    package var admissionLimits = AdmissionLimits()
    /// Is told what happens on the wire of every WebSocket; without one the server watches for its own log at `trace`.
    package var wireWatcher: (any WireWatcher)?

    package init(directory: String, templates: String? = nil) {
        self.directory = directory
        self.templates = templates
    }
}
