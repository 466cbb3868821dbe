import ArgumentParser
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals
import WebDemoServer

/// The command line: options → `ServerOptions` → run until a signal.
@main
struct WebDemo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webdemo",
        abstract: "Serve a directory over HTTP, and WebSocket demos on the same port.",
        discussion: """
            Opens on http://localhost/ and shows what it serves. Only this machine can reach it, unless --lan or --host \
            says otherwise.
            """,
        version: "0.1.0"
    )

    @Argument(help: "The directory to serve (default: webdemo's own pages).")
    var directory: String?

    @Option(
        name: .customLong("port"),
        help: "A port to listen on; may be repeated (default: 80, or 8080 where 80 cannot be had)."
    )
    var ports: [Int] = []

    @Option(help: "The address to listen on (default: 127.0.0.1 and ::1).")
    var host: String?

    @Flag(help: "Listen on all addresses, so that others on the network can open it.")
    var lan = false

    @Option(
        name: .customLong("allow-host"),
        help: "A further host name that requests may use; may be repeated."
    )
    var allowedHosts: [String] = []

    @Option(help: "How much to log to stderr; info has a line for every request.")
    var logLevel = LogLevel.notice

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

    func run() async throws {
        var logger = Logger(label: "webdemo", factory: StreamLogHandler.standardError(label:))
        logger.logLevel = logLevel.level
        DescriptorLimit.raise()
        do {
            let options = try options()
            let server = try await Server.start(options, logger: logger)
            let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
            print(Banner(server, options))
            fflush(nil)  // also into a pipe the banner is there at once
            try await run(server, until: signals, logger: logger)
        } catch let error as StartError {
            FileHandle.standardError.write(Data("webdemo: \(error)\n".utf8))
            throw ExitCode(1)
        }
    }

    private func options() throws -> ServerOptions {
        let files = PackageFiles.find()
        guard let directory = directory ?? files?.publicDirectory else {
            throw StartError("webdemo's own pages are not where it was built; name a directory to serve")
        }
        var options = ServerOptions(directory: directory, templates: files?.templates)
        options.binding = lan ? .allAddresses : host.map { .address($0) } ?? .loopback
        options.ports = ports
        options.allowedHosts = allowedHosts
        return options
    }

    /// The first signal stops the server gently, the second ends the process at once. ServiceLifecycle would swallow the
    /// second, so the signals are not given to it.
    private func run(_ server: Server, until signals: UnixSignalsSequence, logger: Logger) async throws {
        let services = ServiceGroup(
            services: [server],
            gracefulShutdownSignals: [],
            cancellationSignals: [],
            logger: logger
        )
        let watch = Task {
            var isStopping = false
            for await signal in signals {
                if isStopping { endProcess(128 + signal.rawValue) }
                isStopping = true
                await services.triggerGracefulShutdown()
            }
        }
        try await services.run()
        watch.cancel()
    }
}

/// The name `exit` means something else inside a command.
private func endProcess(_ code: Int32) -> Never {
    exit(code)
}
