/// What is shown when the server has started: where it is, what it serves, what it speaks.
package struct Banner: CustomStringConvertible {
    private let lines: [String]
    /// The first of the addresses.
    package let startPage: String?

    /// For a terminal with a code for the phones of a class.
    package init(
        _ server: Server,
        _ options: ServerOptions,
        settingsOfFile: [String] = [],
        isTerminal: Bool = false
    ) {
        let code = Self.codeAddress(options.binding).flatMap { host in
            server.ports.first.flatMap { QRCode(HostText.url(host, $0)) }
        }
        self.init(
            hosts: Self.hosts(options.binding),
            ports: server.ports,
            directory: options.directory,
            endpoints: server.endpoints,
            liveReloadPort: server.liveReloadPort,
            proxies: options.proxies,
            settingsOfFile: settingsOfFile,
            teacherLink: server.teacherLink,
            code: isTerminal ? code : nil,
            fallback: server.fallback
        )
    }

    init(
        hosts: [String],
        ports: [Int],
        directory: String,
        endpoints: [String],
        liveReloadPort: Int? = nil,
        proxies: [ProxyRule] = [],
        settingsOfFile: [String] = [],
        teacherLink: String? = nil,
        code: QRCode? = nil,
        fallback: PortFallback?
    ) {
        var lines = ["", "  webdemo", ""]
        let urls = hosts.flatMap { host in ports.map { HostText.url(host, $0) } }
        startPage = urls.first
        for (index, url) in urls.enumerated() {
            lines.append((index == 0 ? "  Open       " : "             ") + url)
        }
        lines.append("  Directory  \(directory)")
        lines.append("  WebSocket  \(endpoints.joined(separator: "  "))")
        if let host = hosts.first, let liveReloadPort {
            let script = PageService.liveReloadScript.rawValue.dropFirst()
            lines.append("  LiveReload \(HostText.url(host, liveReloadPort))\(script)")
        }
        for (index, rule) in proxies.enumerated() {
            lines.append((index == 0 ? "  Proxy      " : "             ") + "\(rule.shownPrefix) → \(rule.target)")
        }
        // A directory from elsewhere may have brought them.
        if !settingsOfFile.isEmpty {
            lines.append("  Settings   \(settingsOfFile.joined(separator: ", ")) (from webdemo.json)")
        }
        if let teacherLink { lines.append("  Teacher    \(teacherLink)") }
        if let code { lines += [""] + code.terminalLines.map { "  " + $0 } }
        if let fallback { lines += ["", "  \(fallback)"] }
        self.lines = lines + ["", "  Ctrl-C stops.", ""]
    }

    package var description: String { lines.joined(separator: "\n") }

    private static func hosts(_ binding: ServerOptions.Binding) -> [String] {
        switch binding {
        case .loopback: ["localhost"]
        case .allAddresses: ["localhost"] + LANAddresses.all
        case .address("0.0.0.0"): ["localhost"] + LANAddresses.all.filter { !$0.contains(":") }
        case .address("::"): ["localhost"] + LANAddresses.all.filter { $0.contains(":") }
        case .address(let host): [host]
        }
    }

    /// What a phone on the same network can open.
    private static func codeAddress(_ binding: ServerOptions.Binding) -> String? {
        switch binding {
        case .loopback: nil
        case .allAddresses, .address("0.0.0.0"): LANAddresses.all.first
        case .address(let host): LANAddresses.all.contains(host) ? host : nil
        }
    }
}
