/// What is shown when the server has started: where it is, what it serves, what it speaks.
package struct Banner: CustomStringConvertible {
    private let lines: [String]

    /// For a terminal with a code for the phones of a class.
    package init(_ server: Server, _ options: ServerOptions, isTerminal: Bool = false) {
        let code = Self.codeAddress(options.binding).flatMap { host in
            server.ports.first.flatMap { QRCode(HostText.url(host, $0)) }
        }
        self.init(
            hosts: Self.hosts(options.binding),
            ports: server.ports,
            directory: options.directory,
            endpoints: server.endpoints,
            liveReloadPort: server.liveReloadPort,
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
        teacherLink: String? = nil,
        code: QRCode? = nil,
        fallback: PortFallback?
    ) {
        var lines = ["", "  webdemo", ""]
        for (index, url) in hosts.flatMap({ host in ports.map { HostText.url(host, $0) } }).enumerated() {
            lines.append((index == 0 ? "  Open       " : "             ") + url)
        }
        lines.append("  Directory  \(directory)")
        lines.append("  WebSocket  \(endpoints.joined(separator: "  "))")
        if let host = hosts.first, let liveReloadPort {
            let script = PageService.liveReloadScript.rawValue.dropFirst()
            lines.append("  LiveReload \(HostText.url(host, liveReloadPort))\(script)")
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
