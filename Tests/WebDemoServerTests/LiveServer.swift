import Logging
import NIOCore
import TestSupport
import Testing
import WebDemoServer
import WebSockets

/// Runs a real server on a free port for the time of a test.
func withServer(
    _ options: ServerOptions,
    logger: Logger = .silent,
    _ body: @Sendable (Server) async throws -> Void
) async throws {
    try await withStoppableServer(options, logger) { server, _ in try await body(server) }
}

/// The same with a directory that has a page, for a body that blocks on raw connections.
func withLiveSite(
    _ change: (inout ServerOptions) -> Void = { _ in },
    logger: Logger = .silent,
    _ body: @Sendable (LiveSite) async throws -> Void
) async throws {
    try await serveLiveSite(change, logger: logger) { site in
        try await offCooperativePool { try await body(site) }
    }
}

/// The same for a body that does not block.
func serveLiveSite(
    _ change: (inout ServerOptions) -> Void = { _ in },
    logger: Logger = .silent,
    _ body: @Sendable (LiveSite) async throws -> Void
) async throws {
    let directory = try TemporaryDirectory("site", in: TemporaryDirectory())
    try directory.write(LiveSite.index, to: "index.html")
    var options = ServerOptions(directory: directory.path)
    // On a busy machine a test may take longer than the usual time, and it reads what it expects and no ping.
    options.webSocketLimits.pingInterval = .minutes(10)
    change(&options)
    try await withStoppableServer(options, logger) { server, stopping in
        let port = try #require(server.ports.first)
        try await body(LiveSite(port: port, directory: directory, stopping: stopping, teacherLink: server.teacherLink))
    }
}

/// In their turns: the machine has few processors, and each server has threads for all of them.
private let turns = Turns(8)

private func withStoppableServer(
    _ options: ServerOptions,
    _ logger: Logger,
    _ body: @Sendable (Server, Stopping) async throws -> Void
) async throws {
    try await turns.take {
        var options = options
        if options.ports.isEmpty { options.ports = [0] }
        let server = try await Server.start(options, logger: logger)
        let stopping = Stopping(server)
        do {
            try await body(server, stopping)
        } catch {
            try await stopping.stop()
            throw error
        }
        try await stopping.stop()
    }
}

/// Stops a server once, whether the test asks for it or only its end.
actor Stopping {
    private let server: Server
    private var hasBegun = false

    init(_ server: Server) {
        self.server = server
    }

    func stop() async throws {
        guard !hasBegun else { return }
        hasBegun = true
        try await server.stop()
    }
}

extension Logger {
    static var silent: Logger { Logger(label: "test", factory: SwiftLogNoOpLogHandler.init) }
}
