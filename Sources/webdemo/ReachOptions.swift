import ArgumentParser
import WebDemoServer
import WebSockets

/// The options for where the server can be reached, and by whom.
struct ReachOptions: ParsableArguments {
    @Option(
        name: .customLong("port"),
        help: "A port to listen on; may be repeated (default: 80, or 8080 where 80 cannot be had)."
    )
    var ports: [Int] = []

    @Option(help: "The address to listen on (default: 127.0.0.1 and ::1).")
    var host: String?

    @Flag(inversion: .prefixedNo, help: "Listen on all addresses, so that others on the network can open it.")
    var lan = false

    @Option(
        name: .customLong("allow-host"),
        help: ArgumentHelp("A further host name that requests may use; may be repeated.", valueName: "name")
    )
    var allowedHosts: [String] = []

    @Option(
        name: .customLong("allow-origin"),
        help: ArgumentHelp(
            "An origin whose pages may use every endpoint; may be repeated. null: pages opened from a file.",
            valueName: "origin"
        ),
        transform: Origin.init(argument:)
    )
    var allowedOrigins: [Origin] = []

    func validate() throws {
        for port in ports where !(0...65_535).contains(port) {
            throw ValidationError("--port \(port): a port is a number from 0 to 65535.")
        }
        guard Set(ports).count == ports.count else { throw ValidationError("A --port was given twice.") }
        for name in allowedHosts where name.contains("/") || name.filter({ $0 == ":" }).count == 1 || name.isEmpty {
            throw ValidationError("--allow-host \(name): a name or an address, without http:// and without a port.")
        }
        guard host == nil || !lan else { throw ValidationError("--lan and --host exclude each other.") }
    }

    func apply(to options: inout ServerOptions) {
        options.binding = lan ? .allAddresses : host.map { .address($0) } ?? .loopback
        options.ports = ports
        options.allowedHosts = allowedHosts
        options.allowedOrigins = allowedOrigins
    }
}
