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

    @OptionGroup(title: "What it serves")
    var site: SiteCommandOptions

    @OptionGroup(title: "Live reload")
    var reload: ReloadCommandOptions

    @OptionGroup(title: "Who can reach it")
    var reach: ReachOptions

    @OptionGroup(title: "Limits")
    var limits: LimitOptions

    @Option(help: "How much to log to stderr; info has a line for every request.")
    var logLevel = LogLevel.notice

    @Flag(inversion: .prefixedNo, help: "Open the start page in a browser.")
    var open = false

    /// With what stands in the environment and in the directory's `webdemo.json`, where the command line says nothing.
    static func main() async {
        let line = Array(CommandLine.arguments.dropFirst())
        // What is wrong, or only asks for help, needs no settings.
        guard let given = try? parse(line) else { return await main(line) }
        do {
            let settings = try Settings(
                directory: given.directory,
                usual: PackageFiles.find()?.publicDirectory,
                environment: ProcessInfo.processInfo.environment
            )
            let (command, ofFile) = try settings.command(line)
            try await command.run(settingsOfFile: ofFile)
        } catch let error as SettingsError {
            FileHandle.standardError.write(Data("webdemo: \(error)\n".utf8))
            endProcess(1)
        } catch {
            exit(withError: error)
        }
    }

    func run() async throws {
        try await run(settingsOfFile: [])
    }

    private func run(settingsOfFile: [String]) async throws {
        var logger = Logger(label: "webdemo", factory: StreamLogHandler.standardError(label:))
        logger.logLevel = logLevel.level
        let descriptors = DescriptorLimit.raise(for: limits.maxConnections)
        if let wanted = limits.maxConnections, wanted >= descriptors {
            logger.warning("--max-connections \(wanted): the system allows \(descriptors) open files (ulimit -n)")
        }
        do {
            let options = try options(descriptors: descriptors)
            let server = try await Server.start(options, logger: logger)
            let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
            let banner = Banner(
                server,
                options,
                settingsOfFile: settingsOfFile,
                isTerminal: isatty(STDOUT_FILENO) == 1
            )
            print(banner)
            fflush(nil)  // also into a pipe the banner is there at once
            if open, let url = banner.startPage {
                BrowserLauncher(environment: ProcessInfo.processInfo.environment).open(url) { [logger] in
                    logger.warning("\($0)")
                }
            }
            try await run(server, until: signals, logger: logger)
        } catch let error as StartError {
            FileHandle.standardError.write(Data("webdemo: \(error)\n".utf8))
            throw ExitCode(1)
        }
    }

    private func options(descriptors: Int) throws -> ServerOptions {
        let files = PackageFiles.find()
        guard let directory = directory ?? files?.publicDirectory else {
            throw StartError("webdemo's own pages are not where it was built; name a directory to serve")
        }
        var options = ServerOptions(directory: directory, templates: files?.templates)
        options.ownPages = files?.publicDirectory
        site.apply(to: &options)
        reload.apply(to: &options)
        reach.apply(to: &options)
        limits.apply(to: &options, descriptors: descriptors)
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
